import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { coalesce } from "@/lib/coalesce";

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

test("what comes within the delay goes together, each key once, in batches of the most", async () => {
	const flushed: string[][] = [];
	const add = coalesce(
		{ delayMs: 10, most: 2 },
		async (keys) => void flushed.push(keys),
		() => undefined,
	);
	for (const key of ["a", "b", "a", "c"]) add(key);
	expect(flushed).toEqual([]);
	await vi.advanceTimersByTimeAsync(10);
	expect(flushed).toEqual([["a", "b"], ["c"]]);
	add("a");
	await vi.advanceTimersByTimeAsync(10);
	expect(flushed.at(-1)).toEqual(["a"]);
});

test("the first one is not put off by those that follow", async () => {
	const flushed: string[][] = [];
	const add = coalesce(
		{ delayMs: 10, most: 9 },
		async (keys) => void flushed.push(keys),
		() => undefined,
	);
	add("a");
	await vi.advanceTimersByTimeAsync(6);
	add("b");
	await vi.advanceTimersByTimeAsync(4);
	expect(flushed).toEqual([["a", "b"]]);
});

test("a failure is heard, and the next ones go out as ever", async () => {
	const errors: unknown[] = [];
	let fails = true;
	const flushed: string[][] = [];
	const flush = async (keys: string[]) => {
		if (fails) throw new Error("down");
		flushed.push(keys);
	};
	const add = coalesce({ delayMs: 10, most: 9 }, flush, (error) => errors.push(error));
	add("a");
	await vi.advanceTimersByTimeAsync(10);
	fails = false;
	add("b");
	await vi.advanceTimersByTimeAsync(10);
	expect(errors).toHaveLength(1);
	expect(flushed).toEqual([["b"]]);
});

test("one that hangs holds up the others, which then go together: never two at once", async () => {
	const flushed: string[][] = [];
	let letGo = () => {};
	const hangs = new Promise<void>((resolve) => {
		letGo = resolve;
	});
	const flush = async (keys: string[]) => {
		flushed.push(keys);
		await hangs;
	};
	const add = coalesce({ delayMs: 10, most: 9 }, flush, () => undefined);
	for (const key of ["a", "b", "c", "d"]) {
		add(key);
		await vi.advanceTimersByTimeAsync(20);
	}
	expect(flushed).toEqual([["a"]]);
	letGo();
	await vi.advanceTimersByTimeAsync(10);
	expect(flushed).toEqual([["a"], ["b", "c", "d"]]);
});
