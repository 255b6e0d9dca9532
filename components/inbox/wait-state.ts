import type { ConversationItem } from "@/lib/conversations/schema";

export type WaitState =
	| { kind: "answered" }
	| { kind: "waiting"; near: boolean; waitedMs: number }
	| { kind: "over"; overMs: number };

type Waiting = Pick<ConversationItem, "waitingSince" | "sla" | "mode" | "status">;

/**
 * How long the customer has waited at `now` (ms), against the target of the channel. Only people make a customer wait: the
 * bot and the official tool do not.
 */
export function waitState({ waitingSince, sla, mode, status }: Waiting, now: number): WaitState {
	if (!waitingSince || mode !== "agent" || status === "closed") return { kind: "answered" };
	const dueAt = sla ? Date.parse(sla.dueAt) : Number.POSITIVE_INFINITY;
	if (now > dueAt) return { kind: "over", overMs: now - dueAt };
	const waitedMs = Math.max(0, now - Date.parse(waitingSince));
	return { kind: "waiting", near: sla !== null && now >= Date.parse(sla.warnAt), waitedMs };
}
