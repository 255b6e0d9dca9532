import os from "node:os";

/** @param {number[]} values */
export function median(values) {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The value that this share of all does not exceed: the nearest rank, so one that was measured.
 * @param {number[]} values
 * @param {number} share above 0, up to 1
 */
export function quantile(values, share) {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

/** How a goal is held. */
export const isAtLeast = (value, goal) => value >= goal;
export const isBelow = (value, goal) => value < goal;
export const isEqual = (value, goal) => value === goal;

/**
 * One figure as the contract has it; `value` null says that it could not be measured.
 * @param {string} name
 * @param {number | null} value
 * @param {string} unit "" for a ratio
 * @param {number | null} [goal]
 * @param {((value: number, goal: number) => boolean) | null} [test]
 */
export function figure(name, value, unit, goal = null, test = null) {
	const rounded = value === null ? null : Math.round(value * 1000) / 1000;
	return { name, value: rounded, unit, goal, holds: test && value !== null ? test(value, goal) : null };
}

/** A line for each figure that has a goal or is named in `others`. */
export function verdicts(figures, others = []) {
	return figures
		.filter(({ name, goal }) => goal !== null || others.includes(name))
		.map(({ name, value, unit, goal, holds }) => {
			const verdict =
				holds === null ? "" : `   goal ${goal}${unit && ` ${unit}`}: ${holds ? "holds" : "does not hold"}`;
			return `${name}: ${value ?? "not measured"}${unit && ` ${unit}`}${verdict}`;
		});
}

/**
 * Lines of equal columns, the first to the left, the others to the right.
 * @param {string[][]} rows the first holds the titles
 */
export function alignColumns(rows) {
	const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
	return rows.map((row) =>
		row
			.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
			.join("  "),
	);
}

/** What it was measured on, and what else ran there. `othersShare` is of the whole machine, null where nobody can tell. */
export function describeMachine(othersShare) {
	const cpus = os.cpus();
	const others =
		othersShare === null
			? ""
			: ` Other programs took ${Math.round(othersShare * 100)} % of the machine meanwhile.`;
	return `Node ${process.versions.node}, ${cpus.length} × ${cpus[0]?.model.trim()}.${others}`;
}
