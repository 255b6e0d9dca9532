"use client";

import { useEffect } from "react";
import { useOnDemand } from "./on-demand";
import { onDemandCode } from "./on-demand-code";
import { whenIdle } from "./when-idle";

const code = onDemandCode(() => import("./layer-parts"));

/** What opens at a trigger, once its code has come: when the page has come to rest, or at the first press before that. */
export function useLayers(open: boolean, onFailed: () => void) {
	useEffect(() => (code.now() ? undefined : whenIdle(() => void code.load())), []);
	return useOnDemand(code, open, onFailed);
}

/** Somebody is about to want it. */
export const callLayers = () => void code.load();

/** For what is drawn inside a layer only: it is there. */
export const layersNow = code.now;
