import { describe, expect, test } from "vitest";
import { chimeOf, createThrottle, loudest, NOTES } from "@/components/alerts/chime";
import { type Surroundings, toPermission } from "@/components/alerts/permission";
import { badgedIcon, countTodo, titleWith } from "@/components/alerts/todo";
import { browserName } from "@/lib/alerts/browser-name";
import type { Alert } from "@/lib/alerts/schema";
import { wantsAlert } from "@/lib/alerts/wants-alert";

test("what needs an agent: their unread conversations and what nobody has", () => {
	const counts = { mine: 12, unassigned: 7, bot: 31, transfer: 4, all: 54 };
	expect(countTodo({ counts, attention: { unread: 2, mentions: 5 } })).toBe(9);
	expect(countTodo(undefined)).toBe(0);
});

test.each([
	[3, "客服台", "(3) 客服台"],
	[4, "(3) 客服台", "(4) 客服台"],
	[0, "(99+) 会话 · 客服台", "会话 · 客服台"],
	[120, "客服台", "(99+) 客服台"],
	[0, "(备注) 客服台", "(备注) 客服台"],
])("title with %i: %s → %s", (count, title, expected) => {
	expect(titleWith(count, title)).toBe(expected);
});

test("the icon's number is one that can be read at 16 px", () => {
	const text = (count: number) => />([^<]*)<\/text>/.exec(decodeURIComponent(badgedIcon(count)))?.[1];
	expect([text(1), text(9), text(10), text(300)]).toEqual(["1", "9", "9+", "9+"]);
	expect(badgedIcon(1)).toMatch(/^data:image\/svg\+xml,%3Csvg/);
});

describe("sounds", () => {
	test("each kind of news has its own, the last ten minutes the loudest", () => {
		const news = (kind: Alert["kind"], unassigned = false, urgent = false) =>
			chimeOf({ kind, unassigned, urgent });
		expect(["message", "assigned", "mention"].map((kind) => news(kind as Alert["kind"]))).toEqual([
			"message",
			"message",
			"message",
		]);
		expect(news("message", true)).toBe("waiting");
		expect([news("window"), news("sla", true), news("window", false, true)]).toEqual([
			"warning",
			"warning",
			"alarm",
		]);
		expect(loudest(["message", "alarm", "waiting"])).toBe("alarm");
		expect(loudest([])).toBeNull();
		const loudness = (chime: keyof typeof NOTES) => Math.max(...NOTES[chime].map((note) => note.loudness));
		expect(loudness("alarm")).toBeGreaterThan(loudness("warning"));
		expect(loudness("warning")).toBeGreaterThan(loudness("message"));
	});

	test("many at once sound once; what weighs more is heard all the same", () => {
		const mayPlay = createThrottle();
		expect(mayPlay("message", 0)).toBe(true);
		expect(mayPlay("message", 3999)).toBe(false);
		expect(mayPlay("warning", 3999)).toBe(true);
		expect(mayPlay("waiting", 5000)).toBe(false);
		expect(mayPlay("alarm", 5000)).toBe(true);
		expect(mayPlay("message", 9000)).toBe(true);
	});
});

test("who wants to hear of what", () => {
	const all = { mentions: true, warnings: true };
	const mine = { kind: "message", unassigned: false } as const;
	const queued = { kind: "message", unassigned: true } as const;
	const mention = { kind: "mention", unassigned: false } as const;
	const window = { kind: "window", unassigned: false } as const;
	const answers = (scope: "off" | "mine" | "all", switches = all) =>
		[mine, queued, mention, window].map((alert) => wantsAlert(scope, switches, alert));
	expect(answers("off")).toEqual([false, false, false, false]);
	expect(answers("mine")).toEqual([true, false, true, true]);
	expect(answers("all")).toEqual([true, true, true, true]);
	expect(answers("all", { mentions: false, warnings: false })).toEqual([true, true, false, false]);
	expect(wantsAlert("mine", all, { kind: "sla", unassigned: true })).toBe(false);
});

const HERE: Surroundings = {
	isSecure: true,
	hasNotifications: true,
	permission: "default",
	userAgent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36",
	touchPoints: 0,
};
const IPHONE =
	"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1";
const IPAD =
	"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15";

test.each<[string, Partial<Surroundings>, string]>([
	["not asked yet", {}, "ask"],
	["allowed", { permission: "granted" }, "granted"],
	["refused", { permission: "denied" }, "denied"],
	[
		"a phone that needs installing",
		{ hasNotifications: false, permission: null, userAgent: IPHONE },
		"install",
	],
	[
		"an iPad, which says it is a Mac",
		{ hasNotifications: false, permission: null, userAgent: IPAD, touchPoints: 5 },
		"install",
	],
	["the same, installed", { userAgent: IPAD, touchPoints: 5 }, "ask"],
	["plain http", { isSecure: false, hasNotifications: false, permission: "denied" }, "insecure"],
	["a browser without", { hasNotifications: false, permission: null }, "none"],
])("notifications: %s", (_, change, expected) => {
	expect(toPermission({ ...HERE, ...change })).toBe(expected);
});

test.each([
	[HERE.userAgent, "Chrome · Linux"],
	[IPHONE, "Safari · iPhone"],
	["Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36 Edg/140.0", "Edge · Windows"],
	["Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", "Firefox · Android"],
	["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15", "Safari · macOS"],
	["curl/8.0", ""],
])("%s is known as %s", (userAgent, name) => {
	expect(browserName(userAgent)).toBe(name);
});
