"use client";

import { type ComponentType, type ReactNode, useEffect, useRef, useSyncExternalStore } from "react";
import { useErrorText } from "@/components/api/error-text";
import { RequestError } from "@/components/api/request";
import { type OnDemandCode, onDemandCode } from "./on-demand-code";
import { toastFailed } from "./toaster";

/** The code once it is there, whoever asked for it; asked for as soon as it is wanted here. */
export function useOnDemand<Code>(
	code: OnDemandCode<Code>,
	wanted: boolean,
	onFailed: () => void,
): Code | null {
	const now = useSyncExternalStore(code.subscribe, code.now, code.now);
	const fail = useFailed(onFailed);
	useEffect(() => {
		if (!wanted || code.now()) return;
		let gone = false;
		void code.load().then((loaded) => {
			if (!gone && !loaded) fail.current();
		});
		return () => {
			gone = true;
		};
	}, [code, wanted, fail]);
	return now;
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
