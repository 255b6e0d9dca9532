import { expect, test } from "vitest";
import { composerState } from "@/components/composer/composer-state";
import { windowState } from "@/components/conversation/reply-window";
import type { ConversationDetail, ReplyWindow } from "@/lib/conversations/schema";
import { HOUR_MS, SECOND_MS } from "@/lib/time";

const NOW = Date.parse("2026-11-20T06:00:00.000Z");
const me = { id: "a1", name: "林晓" };
const granted = (window: Partial<ReplyWindow>, leftMs = 47 * HOUR_MS): ReplyWindow => ({
	kind: "message",
	remaining: 5,
	limit: 5,
	expiresAt: new Date(NOW + leftMs).toISOString(),
	...window,
});
const stateOf = (window: ReplyWindow | null, unsent = 0) =>
	windowState({ window, mode: "agent" }, unsent, NOW);

test("a reply that is still on its way already takes its place off the window", () => {
	expect(stateOf(granted({ remaining: 3 }), 1)).toMatchObject({ kind: "open", remaining: 2 });
	expect(stateOf(granted({ remaining: 1 }), 2)).toMatchObject({ kind: "open", remaining: 0 });
});

test("the window is low with one reply left or less than five hours", () => {
	expect(stateOf(granted({ remaining: 2 }))).toMatchObject({ low: false });
	expect(stateOf(granted({ remaining: 1 }))).toMatchObject({ low: true });
	expect(stateOf(granted({}, 5 * HOUR_MS - SECOND_MS))).toMatchObject({ low: true });
});

test("the window closes at its very instant", () => {
	expect(stateOf(granted({}, 1))).toMatchObject({ kind: "open" });
	expect(stateOf(granted({}, 0))).toEqual({ kind: "closed", grant: "message" });
});

test("a transferred conversation shows no window: it is not ours to answer", () => {
	expect(windowState({ window: granted({}), mode: "transfer" }, 0, NOW)).toEqual({ kind: "hidden" });
});

const composerOf = (facts: Partial<ConversationDetail>, window: ReplyWindow | null, unsent = 0) =>
	composerState({ status: "open", mode: "agent", assignee: me, ...facts }, stateOf(window, unsent), me).kind;

test("the field is there exactly when this agent may write and WeChat lets it through", () => {
	expect(composerOf({}, granted({}))).toBe("ready");
	expect(composerOf({}, granted({ kind: "enter", limit: 2, remaining: 2 }, 48 * SECOND_MS))).toBe("ready");
});

test("every reason not to write has its own state, and who may write comes first", () => {
	const gone = granted({ remaining: 0 }, -1);
	expect(composerOf({ status: "closed", mode: "bot" }, gone)).toBe("closed");
	expect(composerOf({ mode: "bot", assignee: null }, gone)).toBe("bot");
	expect(composerOf({ mode: "transfer", assignee: null }, gone)).toBe("transferred");
	expect(composerOf({ assignee: null }, gone)).toBe("unassigned");
	expect(composerOf({ assignee: { id: "a2", name: "周子墨" } }, gone)).toBe("colleague");
	expect(composerOf({}, gone)).toBe("window_closed");
	expect(composerOf({}, granted({ kind: "enter" }, -1))).toBe("enter_closed");
	expect(composerOf({}, null)).toBe("no_window");
	expect(composerOf({}, granted({ remaining: 1 }), 1)).toBe("used_up");
});
