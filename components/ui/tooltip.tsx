"use client";

import { Slot } from "radix-ui";
import { type ReactNode, useRef, useState } from "react";
import { callLayers, useLayers } from "./layers";
import { useTrigger } from "./trigger";

/** Opens after 400 ms over one control. The control keeps its own accessible name. */
export function Tooltip({
	text,
	keyHint,
	children,
}: {
	text: string;
	keyHint?: string;
	children: ReactNode;
}) {
	const [describedBy, setDescribedBy] = useState<string>();
	const layers = useLayers(false, () => {});
	/** Pointed at, or walked to, before there was anything to show. */
	const waited = useRef(false);
	const wait = () => {
		waited.current = true;
		callLayers();
	};
	const leave = () => {
		waited.current = false;
	};
	const { place, props } = useTrigger({
		onPointerMove: (event) => event.pointerType !== "touch" && wait(),
		onPointerLeave: leave,
		onPointerDown: leave,
		onClick: leave,
		onFocus: (event) => event.target.matches(":focus-visible") && wait(),
		onBlur: leave,
	});
	return (
		<>
			<Slot.Root aria-describedby={describedBy} {...props}>
				{children}
			</Slot.Root>
			{layers && (
				<layers.TooltipLayer
					place={place}
					text={text}
					keyHint={keyHint}
					waited={waited.current}
					onDescribed={setDescribedBy}
				/>
			)}
		</>
	);
}
