import type { WindowState } from "@/components/conversation/reply-window";
import type { AgentRef, ConversationDetail } from "@/lib/conversations/schema";

/** What the composer is at this moment. Only `ready` has a field to write in; all others say why not and what helps. */
export type ComposerState =
	| { kind: "closed" }
	| { kind: "bot" }
	| { kind: "transferred" }
	| { kind: "unassigned" }
	| { kind: "colleague"; assignee: AgentRef }
	| { kind: "no_window" }
	| { kind: "enter_closed" }
	| { kind: "window_closed" }
	| { kind: "used_up"; limit: number }
	| { kind: "ready"; window: Extract<WindowState, { kind: "open" }> };

type Facts = Pick<ConversationDetail, "status" | "mode" | "assignee">;

/** Who may write decides first, then what WeChat still lets through. */
export function composerState(
	{ status, mode, assignee }: Facts,
	window: WindowState,
	me: AgentRef,
): ComposerState {
	if (status === "closed") return { kind: "closed" };
	if (mode === "bot") return { kind: "bot" };
	if (mode === "transfer") return { kind: "transferred" };
	if (!assignee) return { kind: "unassigned" };
	if (assignee.id !== me.id) return { kind: "colleague", assignee };
	if (window.kind === "closed") return { kind: window.grant === "enter" ? "enter_closed" : "window_closed" };
	if (window.kind !== "open") return { kind: "no_window" };
	if (window.remaining === 0) return { kind: "used_up", limit: window.limit };
	return { kind: "ready", window };
}

type Waiting = Extract<ComposerState, { kind: "no_window" | "enter_closed" | "window_closed" | "used_up" }>;

/** Nothing but the customer's next act is missing: a reply may be written that leaves with it. */
export const mayHold = (state: ComposerState): state is Waiting =>
	state.kind === "no_window" ||
	state.kind === "enter_closed" ||
	state.kind === "window_closed" ||
	state.kind === "used_up";
