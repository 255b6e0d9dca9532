import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createViewers } from "@/components/team/viewers";
import type { ConversationViewers, Viewer, Writing } from "@/lib/conversations/team-schema";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();
const viewer = (name: string, typing: Writing | null = null): Viewer => ({
	id: name,
	name,
	typing,
	typingUntil: typing && inSeconds(20),
	until: inSeconds(40),
});

function openScreen() {
	const asked: string[][] = [];
	const there = new Map<string, () => Viewer[]>();
	const viewers = createViewers({
		ask: async (ids) => {
			asked.push(ids);
			return ids.flatMap((id): ConversationViewers[] => {
				const found = there.get(id)?.() ?? [];
				return found.length > 0 ? [{ conversationId: id, viewers: found }] : [];
			});
		},
		now: () => Date.now(),
	});
	const names = (id: string) =>
		viewers.of(id).map(({ name, typing }) => (typing ? `${name} ${typing}` : name));
	return { viewers, asked, there, names, pass: (ms: number) => vi.advanceTimersByTimeAsync(ms) };
}

test("rows that come on screen are one question; hints about what is not on screen are none", async () => {
	const { viewers, asked, there, names, pass } = openScreen();
	there.set("a", () => [viewer("王琳")]);
	for (const id of ["a", "b", "c"]) viewers.watch(id);
	await pass(100);
	expect(asked).toEqual([["a", "b", "c"]]);
	expect(names("a")).toEqual(["王琳"]);
	viewers.hear(["x", "b"]);
	viewers.hear(["b"]);
	await pass(100);
	expect(asked.slice(1)).toEqual([["b"]]);
	viewers.hear(["x"]);
	await pass(100);
	expect(asked).toHaveLength(2);
	viewers.hear("any");
	await pass(100);
	expect(asked[2]).toEqual(["a", "b", "c"]);
});

test("who goes on writing stays without a flicker; who falls silent is gone when their sign runs out", async () => {
	const { viewers, there, names, pass } = openScreen();
	there.set("a", () => [viewer("周子墨", "note")]);
	const seen: string[][] = [];
	viewers.subscribe(() => seen.push(names("a")));
	viewers.watch("a");
	await pass(45_000);
	expect(seen).toEqual([["周子墨 note"]]);
	const sign = viewer("周子墨", "note");
	there.set("a", () => [sign]);
	await pass(25_000);
	expect(names("a")).toEqual(["周子墨"]);
	await pass(20_000);
	expect(names("a")).toEqual([]);
});

test("the same again draws nothing anew, and what is no longer on screen is not asked for", async () => {
	const { viewers, asked, there, pass } = openScreen();
	there.set("a", () => [viewer("王琳")]);
	const leave = [viewers.watch("a"), viewers.watch("a")];
	await pass(100);
	const before = viewers.of("a");
	viewers.put("a", [viewer("王琳")]);
	expect(viewers.of("a")).toBe(before);
	leave[0]?.();
	viewers.hear(["a"]);
	await pass(100);
	expect(asked).toHaveLength(2);
	leave[1]?.();
	viewers.hear(["a"]);
	await pass(60_000);
	expect(asked).toHaveLength(2);
	expect(viewers.of("a")).toEqual([]);
});

test("what left the screen before it was asked for is no question", async () => {
	const { viewers, asked, pass } = openScreen();
	viewers.watch("a")();
	await pass(1000);
	expect(asked).toEqual([]);
	viewers.watch("b");
	await pass(1000);
	expect(asked).toEqual([["b"]]);
});

test("more than a question takes are several, and one that fails is no end", async () => {
	const asked: number[] = [];
	const viewers = createViewers({
		ask: async (ids) => {
			asked.push(ids.length);
			if (asked.length === 1) throw new Error("no network");
			return [];
		},
		now: () => Date.now(),
	});
	for (let n = 0; n < 150; n++) viewers.watch(`c${n}`);
	await vi.advanceTimersByTimeAsync(1000);
	expect(asked).toEqual([100, 50]);
});
