import { expect, test } from "vitest";
import {
	alignColumns,
	figure,
	isAtLeast,
	isBelow,
	median,
	quantile,
	verdicts,
} from "@/scripts/bench/figures.mjs";
import { lead } from "@/scripts/bench/protocol-report.mjs";

const numbers = (count: number) => Array.from({ length: count }, (_, index) => count - index);

test("the median is the middle one, or lies half way between the two", () => {
	expect(median([9, 1, 5])).toBe(5);
	expect(median([4, 1, 3, 100])).toBe(3.5);
});

test("a quantile is a value that was measured, and the slowest is never left out", () => {
	expect(quantile(numbers(200), 0.5)).toBe(100);
	expect(quantile(numbers(200), 0.99)).toBe(198);
	expect(quantile(numbers(10), 0.99)).toBe(10);
	expect(quantile([7], 0.99)).toBe(7);
	expect(quantile([10, 9, 1], 1)).toBe(10);
});

test("a figure says whether its goal holds by what was measured, not by what is shown", () => {
	expect(figure("p99", 149.99996, "ms", 150, isBelow)).toEqual({
		name: "p99",
		value: 150,
		unit: "ms",
		goal: 150,
		holds: true,
	});
	expect(figure("p99", 150, "ms", 150, isBelow).holds).toBe(false);
	expect(figure("rate", 12, "op/s")).toMatchObject({ goal: null, holds: null });
	expect(figure("memory", null, "MB", 400, isBelow)).toMatchObject({ value: null, holds: null });
});

test("only figures with a goal get a verdict", () => {
	const figures = [
		figure("rate", 12, "op/s"),
		figure("ratio", 1.2, "", 1.5, isAtLeast),
		figure("memory", null, "MB", 400, isBelow),
	];
	expect(verdicts(figures)).toEqual(["ratio: 1.2   goal 1.5: does not hold", "memory: not measured MB"]);
	expect(verdicts(figures, ["rate"])[0]).toBe("rate: 12 op/s");
});

test("the columns of a table stand under one another", () => {
	expect(
		alignColumns([
			["", "op/s"],
			["long name", "1"],
		]),
	).toEqual(["           op/s", "long name     1"]);
});

test("the lead is counted against whichever of the others is the nearest, round by round", () => {
	const round = (ours: number, slow: number, fast: number) => ({ "lib/wechat": ours, slow, fast });
	expect(lead([round(30, 10, 20), round(3, 1, 2), round(40, 10, 20)])).toBe(1.5);
});
