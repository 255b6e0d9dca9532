import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RequestError } from "@/components/api/request";
import { createDrafts } from "@/components/composer/drafts";

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

/** Drafts before a server that can be down; `kept` is what the tab's storage holds. */
function setUp(kept: Record<string, string> = {}) {
	const saved: string[] = [];
	const server = { up: true, gone: false, asked: 0 };
	const drafts = createDrafts({
		save: async (_id, text) => {
			server.asked++;
			if (!server.up) throw new RequestError("network", 0);
			if (server.gone) throw new RequestError("not_found", 404);
			saved.push(text);
		},
		storage: {
			getItem: (key) => kept[key] ?? null,
			setItem: (key, value) => {
				kept[key] = value;
			},
			removeItem: (key) => {
				delete kept[key];
			},
		},
		delayMs: 600,
		now: Date.now,
	});
	return { drafts, saved, server, kept };
}

test("a draft is saved once, a moment after the last key", async () => {
	const { drafts, saved } = setUp();
	for (const text of ["你", "你好", "你好，"]) drafts.set("c1", text);
	await vi.advanceTimersByTimeAsync(599);
	expect(saved).toEqual([]);
	await vi.advanceTimersByTimeAsync(1);
	expect(saved).toEqual(["你好，"]);
});

test("the server's draft is taken where this tab has none, and never over one's own words", () => {
	const { drafts } = setUp();
	drafts.adopt("c1", "昨天写的");
	expect(drafts.get("c1")).toBe("昨天写的");
	drafts.set("c2", "刚写的");
	drafts.adopt("c2", "昨天写的");
	expect(drafts.get("c2")).toBe("刚写的");
});

test("what was typed before the page's code came stands below the draft, once, and is saved", async () => {
	const { drafts, saved } = setUp();
	drafts.adopt("c1", "昨天写的", "刚打的字");
	expect(drafts.get("c1")).toBe("昨天写的\n刚打的字");
	await vi.advanceTimersByTimeAsync(600);
	expect(saved).toEqual(["昨天写的\n刚打的字"]);
	drafts.adopt("c1", "昨天写的", "再来一遍");
	drafts.adopt("c2", "", "只有这句");
	drafts.adopt("c3", "浏览器自己填回来的", "浏览器自己填回来的");
	expect(["c1", "c2", "c3"].map(drafts.get)).toEqual([
		"昨天写的\n刚打的字",
		"只有这句",
		"浏览器自己填回来的",
	]);
});

test("what the server could not take outlives a reload, and is saved once it can", async () => {
	const { drafts, server, kept } = setUp();
	server.up = false;
	drafts.set("c1", "别丢了");
	await vi.advanceTimersByTimeAsync(600);
	const later = setUp(kept);
	later.drafts.adopt("c1", "");
	expect(later.drafts.get("c1")).toBe("别丢了");
	await vi.advanceTimersByTimeAsync(600);
	expect(later.saved).toEqual(["别丢了"]);
});

test("a page drawn before the draft was saved does not bring the old words back; another machine's later ones come", async () => {
	const { drafts, kept } = setUp();
	drafts.set("c1", "发出去的");
	await vi.advanceTimersByTimeAsync(600);
	drafts.set("c1", "");
	await vi.advanceTimersByTimeAsync(600);
	const reloaded = setUp(kept);
	reloaded.drafts.adopt("c1", "发出去的");
	expect(reloaded.drafts.get("c1")).toBe("");
	await vi.advanceTimersByTimeAsync(60_000);
	const later = setUp(kept);
	later.drafts.adopt("c1", "另一台电脑写的");
	expect(later.drafts.get("c1")).toBe("另一台电脑写的");
});

test("leaving the page saves at once what is not saved yet", async () => {
	const { drafts, saved } = setUp();
	drafts.set("c1", "半句");
	drafts.flush(true);
	await vi.advanceTimersByTimeAsync(0);
	expect(saved).toEqual(["半句"]);
	await vi.advanceTimersByTimeAsync(10_000);
	expect(saved).toEqual(["半句"]);
});

test("a save that nobody answered is tried again; one that was refused only with the next word, which is not lost either", async () => {
	const { drafts, server, saved, kept } = setUp();
	server.up = false;
	drafts.set("c1", "断网时写的");
	await vi.advanceTimersByTimeAsync(15_000);
	expect(server.asked).toBeGreaterThan(1);
	server.up = true;
	await vi.advanceTimersByTimeAsync(6000);
	expect(saved).toEqual(["断网时写的"]);
	server.gone = true;
	server.asked = 0;
	drafts.set("c1", "会话已被删除");
	await vi.advanceTimersByTimeAsync(600_000);
	expect(server.asked).toBe(1);
	expect(JSON.parse(kept["kefu-words:c1"] ?? "{}")).toEqual({ text: "会话已被删除", savedAt: null });
	drafts.set("c1", "会话已被删除，再写");
	await vi.advanceTimersByTimeAsync(600);
	expect(server.asked).toBe(2);
});
