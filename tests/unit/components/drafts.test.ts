import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RequestError } from "@/components/api/request";
import { createDrafts } from "@/components/composer/drafts";

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

/** Drafts before a server that can be down, or keep its next answer back until told; `kept` is what the tab's storage holds. */
function setUp(kept: Record<string, string> = {}) {
	const saved: string[] = [];
	let slow: Promise<void> | undefined;
	const server = {
		up: true,
		gone: false,
		asked: 0,
		hang: () => {
			let goOn = () => {};
			slow = new Promise((resolve) => {
				goOn = resolve;
			});
			return goOn;
		},
	};
	const drafts = createDrafts({
		save: async (_id, text) => {
			server.asked++;
			const answer = slow;
			slow = undefined;
			await answer;
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

/** The same once the server has said that it has none of the conversation. */
function setUpEmpty() {
	const all = setUp();
	all.drafts.adopt("c1", "");
	return all;
}

test("a draft is saved once, a moment after the last key", async () => {
	const { drafts, saved } = setUpEmpty();
	for (const text of ["你", "你好", "你好，"]) drafts.set("c1", text);
	await vi.advanceTimersByTimeAsync(599);
	expect(saved).toEqual([]);
	await vi.advanceTimersByTimeAsync(1);
	expect(saved).toEqual(["你好，"]);
});

test("the server's draft is taken, and a newer one as long as nothing was written over it here; what was sent stays sent", async () => {
	const { drafts, saved } = setUp();
	for (const text of ["发出去的", "", "另一个标签页写的"]) {
		drafts.adopt("c1", text);
		expect(drafts.get("c1")).toBe(text);
	}
	await vi.advanceTimersByTimeAsync(60_000);
	expect(saved, "nobody has written anything here").toEqual([]);
	drafts.set("c1", "刚写的");
	drafts.adopt("c1", "昨天写的");
	expect(drafts.get("c1")).toBe("刚写的");
	drafts.set("c1", "");
	drafts.adopt("c1", "刚写的");
	expect(drafts.get("c1")).toBe("");
});

test("what is written before the draft is known stands below it, once, and is saved only with it", async () => {
	const { drafts, saved } = setUp();
	drafts.set("c1", "刚打的字");
	drafts.set("c2", "只有这句");
	drafts.set("c3", "浏览器自己填回来的");
	await vi.advanceTimersByTimeAsync(60_000);
	drafts.flush(true);
	expect(saved).toEqual([]);
	drafts.adopt("c1", "昨天写的");
	drafts.adopt("c2", "");
	drafts.adopt("c3", "浏览器自己填回来的");
	expect(["c1", "c2", "c3"].map(drafts.get)).toEqual([
		"昨天写的\n刚打的字",
		"只有这句",
		"浏览器自己填回来的",
	]);
	await vi.advanceTimersByTimeAsync(600);
	expect(saved).toEqual(["昨天写的\n刚打的字", "只有这句"]);
});

test("words written before the draft is known outlive a reload beside those that were kept; once sent they are gone alone", async () => {
	const { drafts, server, kept } = setUpEmpty();
	server.up = false;
	drafts.set("c1", "断网时写的");
	const early = setUp(kept);
	early.drafts.set("c1", "刚打的字");
	const reloaded = setUp(kept);
	reloaded.drafts.adopt("c1", "昨天写的");
	expect(reloaded.drafts.get("c1")).toBe("断网时写的\n刚打的字");

	const sent = setUp();
	sent.drafts.set("c1", "马上发");
	sent.drafts.set("c1", "");
	sent.drafts.adopt("c1", "昨天写的");
	expect(sent.drafts.get("c1")).toBe("昨天写的");
	await vi.advanceTimersByTimeAsync(60_000);
	expect([sent.saved, Object.keys(sent.kept)]).toEqual([[], []]);
});

test("what the server could not take outlives a reload, and is saved once it can", async () => {
	const { drafts, server, kept } = setUpEmpty();
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
	const { drafts, kept } = setUpEmpty();
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
	const { drafts, saved } = setUpEmpty();
	drafts.set("c1", "半句");
	drafts.flush(true);
	await vi.advanceTimersByTimeAsync(0);
	expect(saved).toEqual(["半句"]);
	await vi.advanceTimersByTimeAsync(10_000);
	expect(saved).toEqual(["半句"]);
});

test("a save that nobody answered is tried again; one that was refused only with the next word, which is not lost either", async () => {
	const { drafts, server, saved, kept } = setUpEmpty();
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

test("saves of one conversation arrive in their order, and none is made for words that have changed since", async () => {
	const { drafts, saved, server } = setUpEmpty();
	const goOn = server.hang();
	drafts.set("c1", "发出去的");
	await vi.advanceTimersByTimeAsync(600);
	drafts.set("c1", "");
	await vi.advanceTimersByTimeAsync(600);
	drafts.set("c1", "下一句");
	await vi.advanceTimersByTimeAsync(600);
	drafts.set("c1", "");
	await vi.advanceTimersByTimeAsync(600);
	expect(server.asked).toBe(1);
	goOn();
	await vi.advanceTimersByTimeAsync(60_000);
	expect(saved).toEqual(["发出去的", ""]);
});

test("leaving the page does not wait for a save under way, and repeats it with what is written by then", async () => {
	const { drafts, saved, server } = setUpEmpty();
	const goOn = server.hang();
	drafts.set("c1", "半句");
	await vi.advanceTimersByTimeAsync(600);
	drafts.flush(true);
	await vi.advanceTimersByTimeAsync(0);
	expect(saved).toEqual(["半句"]);
	drafts.set("c1", "半句又半句");
	drafts.flush(true);
	await vi.advanceTimersByTimeAsync(0);
	expect(saved).toEqual(["半句", "半句又半句"]);
	goOn();
	await vi.advanceTimersByTimeAsync(0);
});

test("what is sent is forgotten on the server at once", async () => {
	const { drafts, saved } = setUpEmpty();
	drafts.set("c1", "发出去的");
	drafts.set("c1", "");
	await vi.advanceTimersByTimeAsync(0);
	expect(saved).toEqual([""]);
});
