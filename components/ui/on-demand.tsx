"use client";

import { type ComponentType, type ReactNode, useEffect, useReducer, useRef } from "react";
import { useErrorText } from "@/components/api/error-text";
import { RequestError } from "@/components/api/request";
import { toastFailed } from "./toaster";

interface OnDemandCode<Code> {
	/** Null until it has come. */
	now: () => Code | null;
	/** Never throws: null when it could not be had. */
	load: () => Promise<Code | null>;
	/** It has come with the page itself: there is nothing to ask for. */
	bring: (brought: Code) => void;
}

/** Code that is loaded when it is wanted first, kept from then on, and asked for again after a failure. */
export function onDemandCode<Code>(ask: () => Promise<Code>): OnDemandCode<Code> {
	let code: Code | null = null;
	let coming: Promise<Code | null> | null = null;
	async function fetch(): Promise<Code | null> {
		try {
			code = await ask();
		} catch {
			coming = null;
		}
		return code;
	}
	return {
		now: () => code,
		load: () => {
			coming ??= fetch();
			return coming;
		},
		bring: (brought) => {
			code = brought;
			coming = Promise.resolve(brought);
		},
	};
}

/** The code once it is there: asked for as soon as it is wanted, which draws the caller again. */
export function useOnDemand<Code>(
	code: OnDemandCode<Code>,
	wanted: boolean,
	onFailed: () => void,
): Code | null {
	const [, redraw] = useReducer((times: number) => times + 1, 0);
	const fail = useFailed(onFailed);
	useEffect(() => {
		if (!wanted || code.now()) return;
		let gone = false;
		void code.load().then((loaded) => {
			if (gone) return;
			if (loaded) redraw();
			else fail.current();
		});
		return () => {
			gone = true;
		};
	}, [code, wanted, fail]);
	return code.now();
}

/** Says that the code could not be had before whoever wanted it is told. */
function useFailed(onFailed: () => void) {
	const errorText = useErrorText();
	const fail = useRef(() => {});
	fail.current = () => {
		toastFailed(errorText(new RequestError("network", 0)), "on-demand");
		onFailed();
	};
	return fail;
}

interface Failing {
	/** The code could not be had, which a toast says: whoever opened it lets it be. */
	onFailed: () => void;
}

/** A part of the page whose code comes when it is drawn first; drawn anew after a failure, it is tried again. */
export function onDemand<Props extends object>(
	ask: () => Promise<ComponentType<Props>>,
	loading: ReactNode = null,
) {
	// Not the component itself: states and the like would call it.
	const code = onDemandCode(async () => ({ Part: await ask() }));
	function OnDemand(props: Props & Failing) {
		const loaded = useOnDemand(code, true, props.onFailed);
		return loaded ? <loaded.Part {...props} /> : loading;
	}
	/** Loads it ahead of its time; a failure is nobody's concern yet. */
	OnDemand.preload = () => void code.load();
	return OnDemand;
}
