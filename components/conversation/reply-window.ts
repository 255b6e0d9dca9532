import type { ConversationItem } from "@/lib/conversations/schema";
import { HOUR_MS, SECOND_MS } from "@/lib/time";

/** Below this the window is shown in amber. */
const LOW_LEFT_MS = 5 * HOUR_MS;

/** What may still be sent, as the screen tells it. */
export type WindowState =
	| { kind: "hidden" }
	/** Nothing was ever granted: the customer has not written. */
	| { kind: "none" }
	| { kind: "closed"; grant: "message" | "enter" }
	| {
			kind: "open";
			grant: "message" | "enter";
			remaining: number;
			limit: number;
			leftMs: number;
			low: boolean;
	  };

/**
 * The state of a conversation's reply window at `now` (ms).
 * `unsent` replies, which the server does not know of yet, are taken off what remains.
 */
export function windowState(
	{ window, mode }: Pick<ConversationItem, "window" | "mode">,
	unsent: number,
	now: number,
): WindowState {
	if (mode === "transfer") return { kind: "hidden" };
	if (!window) return { kind: "none" };
	const leftMs = Date.parse(window.expiresAt) - now;
	if (leftMs <= 0) return { kind: "closed", grant: window.kind };
	const remaining = Math.max(0, window.remaining - unsent);
	const low = window.kind === "message" && (remaining < 2 || leftMs < LOW_LEFT_MS);
	return { kind: "open", grant: window.kind, remaining, limit: window.limit, leftMs, low };
}

/** How often a drawing of this window must be refreshed, in ms. */
export const windowStepMs = (window: ConversationItem["window"]): number =>
	window?.kind === "enter" ? 1000 : 10_000;

/** Whole seconds that are left for certain: never one more than there is, and 1 in the last. */
export const secondsLeft = (leftMs: number): number => Math.max(1, Math.floor(leftMs / SECOND_MS));
