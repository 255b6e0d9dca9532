import { expect, test } from "vitest";
import { turns } from "@/lib/media/turns";

test("at most so many run at once, in their order, and one that fails hands its turn on", async () => {
	const inTurn = turns(2);
	let running = 0;
	let most = 0;
	const begun: number[] = [];
	const work = (n: number) => async () => {
		begun.push(n);
		running += 1;
		most = Math.max(most, running);
		await new Promise(setImmediate);
		running -= 1;
		if (n % 3 === 0) throw new Error(`no ${n}`);
		return n;
	};
	const ended = await Promise.allSettled(Array.from({ length: 12 }, (_, n) => inTurn(work(n))));
	expect(most).toBe(2);
	expect(begun).toEqual(Array.from({ length: 12 }, (_, n) => n));
	expect(ended.filter(({ status }) => status === "rejected")).toHaveLength(4);
	expect(await inTurn(work(1))).toBe(1);
});
