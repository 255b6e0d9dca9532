"use client";

import { type ComponentProps, type Ref, useLayoutEffect, useRef, useState } from "react";

const HEARD = [
	"onClick",
	"onKeyDown",
	"onPointerDown",
	"onPointerMove",
	"onPointerLeave",
	"onFocus",
	"onBlur",
] as const;

type Handlers = Pick<ComponentProps<"button">, (typeof HEARD)[number]>;

/** Where a trigger and the layer that it opens meet. */
export interface TriggerPlace {
	element: HTMLElement | null;
	/** What the layer does about what happens at the trigger; null before its code has come. */
	handlers: Handlers | null;
}

/** For an element that opens a layer, the same before and after the code of the layer has come: until then `early` is done. */
export function useTrigger(early: Handlers) {
	const latest = useRef(early);
	latest.current = early;
	const [place] = useState<TriggerPlace>(() => ({ element: null, handlers: null }));
	const [props] = useState(() => ({
		ref: (element: HTMLElement | null) => {
			place.element = element;
		},
		...(Object.fromEntries(
			HEARD.map((name) => [
				name,
				// Name and event belong together.
				(event: never) =>
					((place.handlers ?? latest.current)[name] as ((event: never) => void) | undefined)?.(event),
			]),
		) as Handlers),
	}));
	return { place, props };
}

type TriggerStandInProps = Handlers & {
	place: TriggerPlace;
	"aria-describedby"?: string;
	onDescribed?: (id: string | undefined) => void;
	ref?: Ref<HTMLElement>;
};

/** What a layer takes for its trigger: it draws nothing, and passes on what it is given to the element that stands there. */
export function TriggerStandIn({ place, onDescribed, ref, ...props }: TriggerStandInProps) {
	const describedBy = props["aria-describedby"];
	useLayoutEffect(() => {
		place.handlers = props;
	});
	useLayoutEffect(() => onDescribed?.(describedBy), [onDescribed, describedBy]);
	useLayoutEffect(() => {
		const leave = put(ref, place.element);
		return () => {
			place.handlers = null;
			if (leave) leave();
			else put(ref, null);
		};
	}, [place, ref]);
	return null;
}

function put(ref: Ref<HTMLElement> | undefined, element: HTMLElement | null) {
	if (typeof ref === "function") return ref(element);
	if (ref) ref.current = element;
}
