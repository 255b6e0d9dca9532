const MEANING = {
	A: "bare Next handler",
	B: "push door, safe mode XML, agent mode",
	C: "push door, bot mode, 50 rules, worker elsewhere",
	D: "push door, duplicates",
	E: "the statement alone, no HTTP",
};

/** @param {number[]} values */
export function median(values) {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The figures of the contract and the table, from all rounds: the median of each case.
 * @returns {{ figures: { name: string, value: number, unit: string, goal: number | null, holds: boolean | null }[], text: string }}
 */
export function reportPush({ rounds, half, sending, memory }) {
	const cases = Object.fromEntries(Object.entries(rounds).map(([name, runs]) => [name, summarize(runs)]));
	const ratio = (upper, lower) => median(rounds[upper].map((run, n) => run.rate / rounds[lower][n].rate));
	const stored = sum([...rounds.B, ...rounds.C], ({ rows }) => rows.pushes);
	const answered = sum([...rounds.B, ...rounds.C], (run) => run.answered);
	const again = sum(rounds.D, ({ rows }) => rows.pushes);
	const figures = [
		...Object.entries(cases).flatMap(([name, { rate, p50, p99 }]) => [
			plain(`${name} requests`, rate, "1/s"),
			plain(`${name} p50`, p50, "ms"),
			plain(`${name} p99`, p99, "ms"),
		]),
		least("B/A", ratio("B", "A"), 0.8),
		least("C/A", ratio("C", "A"), 0.5),
		plain("B/E", ratio("B", "E"), "ratio"),
		most("p99 of B at half its peak", half.p99, "ms", 100),
		most("memory of the app after the run", Math.max(memory.off, memory.worker), "MB", 400),
		most("stored rows that differ from answered requests", Math.abs(stored - answered), "rows", 0),
		most("rows stored by duplicates", again, "rows", 0),
		plain("C with the worker on, requests", sending.rate, "1/s"),
		plain("C with the worker on, replies sent", sending.sent / sending.sentSeconds, "1/s"),
	].map((figure) => ({ ...figure, value: Math.round(figure.value * 1000) / 1000 }));
	return { figures, text: [...table(cases, rounds), "", ...figures.slice(15).map(line)].join("\n") };
}

function summarize(runs) {
	const of = (key) => median(runs.map((run) => run[key] ?? 0));
	return {
		rate: of("rate"),
		p50: of("p50"),
		p99: of("p99"),
		server: of("serverMicros"),
		database: of("databaseMicros"),
		answered: sum(runs, (run) => run.answered),
		other: sum(runs, (run) => run.other),
		stored: sum(runs, ({ rows }) => rows.pushes),
		replies: sum(runs, ({ rows }) => rows.replies),
	};
}

function table(cases, rounds) {
	const head = [
		"",
		"req/s",
		"p50 ms",
		"p99 ms",
		"app µs",
		"db µs",
		"answered",
		"refused",
		"stored",
		"replies",
	];
	const lines = Object.entries(cases).map(([name, it]) => [
		`${name}  ${MEANING[name]}`,
		...[it.rate, it.p50, it.p99, it.server, it.database].map((value) => value.toFixed(value < 100 ? 1 : 0)),
		...[it.answered, it.other, it.stored, it.replies].map(String),
	]);
	const rows = [head, ...lines];
	const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
	const pad = (cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column] + 2));
	const note = `${rounds.A.length} rounds, median; µs: processor time of a request; replies: what the bot queued`;
	return [...rows.map((row) => row.map(pad).join("")), note];
}

const plain = (name, value, unit) => ({ name, value, unit, goal: null, holds: null });
const least = (name, value, goal) => ({ name, value, unit: "ratio", goal, holds: value >= goal });
const most = (name, value, unit, goal) => ({ name, value, unit, goal, holds: value <= goal });
const sum = (runs, of) => runs.reduce((total, run) => total + of(run), 0);

function line({ name, value, unit, goal, holds }) {
	if (goal === null) return `  ${name.padEnd(50)} ${value} ${unit}`;
	return `${holds ? "✓" : "✗"} ${name.padEnd(50)} ${value} ${unit} (goal ${goal})`;
}
