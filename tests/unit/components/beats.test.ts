import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Beats, createBeats } from "@/components/team/beats";
import type { TabNews } from "@/components/team/tabs";
import { BEAT_MS } from "@/lib/conversations/limits";
import type { Beat } from "@/lib/conversations/team-schema";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const A = "00000000-0000-4000-8000-00000000000a";
const B = "00000000-0000-4000-8000-00000000000b";

/** One browser: tabs that hear each other, and what the server gets of them. */
function openBrowser() {
	const sent: (Beat & { tab: string })[] = [];
	const last: (Beat & { tab: string })[] = [];
	const tabs: Beats[] = [];
	const server = { fails: false, idle: false };
	function openTab(tab: string): Beats {
		const beats = createBeats({
			tab,
			post: async (sign) => {
				if (server.fails) throw new Error("no network");
				sent.push({ ...sign, tab });
				return { presence: "online", idle: server.idle, load: 0, capacity: 8, assigning: true, viewers: [] };
			},
			beacon: (sign) => last.push({ ...sign, tab }),
			tell: (news: TabNews) => {
				for (const other of tabs) if (other !== beats) other.hear(news);
			},
			onAnswer: () => undefined,
			now: () => Date.now(),
		});
		tabs.push(beats);
		return beats;
	}
	/** Time goes on, with a tick of every tab each second. */
	async function pass(ms: number) {
		for (let left = ms; left > 0; left -= 1000) {
			await vi.advanceTimersByTimeAsync(Math.min(1000, left));
			for (const tab of tabs) tab.tick();
		}
		await vi.advanceTimersByTimeAsync(0);
	}
	return { sent, last, server, openTab, pass };
}

test("a tab beats every 15 s, and soon after what is on screen changes: walking along a list is one beat", async () => {
	const { sent, openTab, pass } = openBrowser();
	const tab = openTab("1");
	tab.beat();
	await pass(BEAT_MS * 4 + 2000);
	expect(sent).toHaveLength(5);
	tab.show(A);
	tab.show(B);
	await pass(200);
	expect(sent).toHaveLength(6);
	expect(sent.at(-1)).toMatchObject({ conversationId: B, typing: null, visible: true, closing: false });
	tab.show(A);
	await pass(200);
	expect(sent.at(-1)).toMatchObject({ conversationId: A, leftId: B });
});

test("what is written is told at once, as a note or a reply, and its end by a pause, by sending and by going elsewhere", async () => {
	const { sent, openTab, pass } = openBrowser();
	const tab = openTab("1");
	tab.show(A);
	await pass(1000);
	const told = () => sent.map(({ typing }) => typing);
	tab.write(A, "note");
	tab.write(A, "note");
	await pass(1000);
	expect(told()).toEqual([null, "note"]);
	await pass(9000);
	expect(told()).toEqual([null, "note", null]);
	tab.write(A, "reply");
	await pass(1000);
	tab.write(A, null);
	await pass(1000);
	expect(told().slice(3)).toEqual(["reply", null]);
	tab.write(A, "reply");
	tab.show(B);
	tab.write(A, "reply");
	await pass(1000);
	expect(sent.at(-1)).toMatchObject({ conversationId: B, typing: null });
});

test("a tab that nobody sees looks at nothing, and is silent while another one beats; alone it goes on", async () => {
	const { sent, openTab, pass } = openBrowser();
	const [seen, hidden] = [openTab("seen"), openTab("hidden")];
	seen.show(A);
	hidden.show(B);
	await pass(1000);
	hidden.see(false);
	await pass(1000);
	expect(sent.at(-1)).toMatchObject({ tab: "hidden", conversationId: null, leftId: B, visible: false });
	sent.length = 0;
	await pass(BEAT_MS * 3);
	expect(new Set(sent.map(({ tab }) => tab))).toEqual(new Set(["seen"]));
	seen.leave();
	sent.length = 0;
	await pass(BEAT_MS * 3);
	expect(sent.length).toBeGreaterThanOrEqual(2);
	expect(sent.every(({ tab, conversationId }) => tab === "hidden" && conversationId === null)).toBe(true);
});

test("two tabs with the same conversation count once: writing in one is not ended by the other, and one that leaves takes nobody away", async () => {
	const { sent, last, openTab, pass } = openBrowser();
	const [one, two] = [openTab("1"), openTab("2")];
	one.show(A);
	two.show(A);
	await pass(1000);
	one.write(A, "reply");
	await pass(500);
	sent.length = 0;
	two.beat();
	await pass(100);
	expect(sent).toEqual([expect.objectContaining({ tab: "2", typing: "reply" })]);
	one.show(B);
	await pass(200);
	expect(sent.at(-1)).not.toHaveProperty("leftId");
	one.leave();
	expect(last).toEqual([
		expect.objectContaining({ tab: "1", closing: false, conversationId: null, leftId: B }),
	]);
	two.leave();
	expect(last[1]).toMatchObject({ tab: "2", closing: true, conversationId: A });
});

test("a page that is left says so once, and beats again when it comes back", async () => {
	const { sent, last, openTab, pass } = openBrowser();
	const tab = openTab("1");
	tab.show(A);
	await pass(1000);
	tab.leave();
	tab.leave();
	expect(last).toHaveLength(1);
	sent.length = 0;
	await pass(BEAT_MS * 2);
	expect(sent).toEqual([]);
	tab.comeBack();
	await pass(100);
	expect(sent).toEqual([expect.objectContaining({ conversationId: A })]);
});

test("signs are numbered, the last one highest; leaving is said until it was heard", async () => {
	const { sent, last, server, openTab, pass } = openBrowser();
	const tab = openTab("1");
	tab.show(A);
	await pass(1000);
	server.fails = true;
	tab.show(B);
	await pass(1000);
	server.fails = false;
	tab.beat();
	await pass(1000);
	expect(sent.at(-1)).toMatchObject({ conversationId: B, leftId: A });
	tab.beat();
	await pass(1000);
	expect(sent.at(-1)).not.toHaveProperty("leftId");
	server.fails = true;
	tab.show(A);
	await pass(1000);
	tab.leave();
	expect(last).toEqual([expect.objectContaining({ closing: true, conversationId: A, leftId: B })]);
	const numbers = [...sent, ...last].map(({ number }) => number ?? 0);
	expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
	expect(new Set(numbers).size).toBe(numbers.length);
});

test("nobody signed in: no beat, not even the last, until somebody is", async () => {
	const { sent, last, openTab, pass } = openBrowser();
	const tab = openTab("1");
	tab.beat();
	await pass(100);
	tab.pause();
	tab.show(A);
	await pass(BEAT_MS * 2);
	expect(sent).toHaveLength(1);
	tab.resume();
	await pass(100);
	expect(sent).toHaveLength(2);
	tab.pause();
	tab.leave();
	expect(last).toEqual([]);
});

test("whether somebody touched the console is told once, kept over a beat that is lost, and ends being idle at once", async () => {
	const { sent, server, openTab, pass } = openBrowser();
	const tab = openTab("1");
	tab.beat();
	await pass(BEAT_MS + 1000);
	expect(sent.map(({ active }) => active)).toEqual([true, false]);
	tab.touch();
	server.fails = true;
	await pass(BEAT_MS + 1000);
	server.fails = false;
	server.idle = true;
	await pass(BEAT_MS + 1000);
	expect(sent.map(({ active }) => active)).toEqual([true, false, true]);
	const before = sent.length;
	tab.touch();
	await pass(200);
	expect(sent).toHaveLength(before + 1);
	expect(sent.at(-1)?.active).toBe(true);
});
