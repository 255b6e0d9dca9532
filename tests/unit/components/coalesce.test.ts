import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { coalesce, throttle } from "@/components/live/coalesce";

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

/** A task whose runs end when told to. */
function controlled() {
	const ends: (() => void)[] = [];
	const task = () =>
		new Promise<void>((resolve) => {
			ends.push(resolve);
		});
	return { ends, task };
}

test("wake-ups during a sync lead to one more sync, not to many", async () => {
	const { ends, task } = controlled();
	const sync = coalesce(task);
	void sync();
	void sync();
	const last = sync();
	expect(ends.length).toBe(1);
	ends[0]?.();
	await expect.poll(() => ends.length).toBe(2);
	ends[1]?.();
	await last;
	expect(ends.length).toBe(2);
});

test("a sync after a finished one runs at once", async () => {
	const { ends, task } = controlled();
	const sync = coalesce(task);
	const first = sync();
	ends[0]?.();
	await first;
	void sync();
	expect(ends.length).toBe(2);
});

test("whenever it is called while a sync ends, there is one that sees it", async () => {
	for (let ticks = 0; ticks < 8; ticks++) {
		let seen = 0;
		let asked = 1;
		const sync = coalesce(async () => {
			seen = asked;
		});
		void sync();
		for (let tick = 0; tick < ticks; tick++) await Promise.resolve();
		asked = 2;
		await sync();
		expect(seen).toBe(2);
	}
});

test("a list is refreshed at once, then at most once a pause, and the last change is never left out", () => {
	const task = vi.fn();
	const call = throttle(task, 1000);
	call();
	call();
	call();
	expect(task).toHaveBeenCalledTimes(1);
	vi.advanceTimersByTime(1000);
	expect(task).toHaveBeenCalledTimes(2);
	vi.advanceTimersByTime(5000);
	expect(task).toHaveBeenCalledTimes(2);
	call();
	expect(task).toHaveBeenCalledTimes(3);
});
