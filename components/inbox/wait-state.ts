import type { ConversationItem } from "@/lib/conversations/schema";
import { MINUTE_MS } from "@/lib/time";

/** First answer expected within this time. */
const TARGET_MS = 10 * MINUTE_MS;
/** From this share of the target on, the wait is shown in amber. */
const NEAR_SHARE = 0.7;

export type WaitState =
	| { kind: "answered" }
	| { kind: "waiting"; near: boolean; waitedMs: number }
	| { kind: "over"; overMs: number };

/** How long the customer has waited at `now` (ms). Only people make a customer wait: the bot and the official tool do not. */
export function waitState({ waitingSince, mode, status }: ConversationItem, now: number): WaitState {
	if (!waitingSince || mode !== "agent" || status === "closed") return { kind: "answered" };
	const waitedMs = Math.max(0, now - Date.parse(waitingSince));
	if (waitedMs > TARGET_MS) return { kind: "over", overMs: waitedMs - TARGET_MS };
	return { kind: "waiting", near: waitedMs >= TARGET_MS * NEAR_SHARE, waitedMs };
}
