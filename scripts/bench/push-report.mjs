import {
	alignColumns,
	describeMachine,
	figure,
	isAtLeast,
	isBelow,
	isEqual,
	median,
	verdicts,
} from "./figures.mjs";
import { CONNECTIONS } from "./push-cases.mjs";

const TITLES = {
	A: "a bare Next handler that answers `success`",
	B: "push door, agent mode, distinct messages",
	C: "push door, bot mode, 50 rules",
	D: "push door, duplicates of B",
	E: "the statement of B straight against Postgres",
};
const GOALS = { bToA: 0.8, cToA: 0.5, halfPeakP99Ms: 100, memoryMb: 400 };

/** The figures of the contract, and the table for people. */
export function reportPush({ rounds, half, sending, memoryMb, othersShare }) {
	const lines = Object.entries(rounds).map(([name, runs]) => toLine(name, TITLES[name], runs));
	lines.push(
		toLine("B", `at half its peak: ${half.rate} req/s, sent in bursts`, [half]),
		toLine("C", "with the worker on, replies sent to the simulator", [sending]),
	);
	const figures = toFigures({ rounds, half, sending, memoryMb });
	return {
		figures,
		text: [
			...head(rounds, othersShare),
			...table(lines),
			"",
			...remarks({ rounds, sending }),
			"",
			...verdicts(figures, ["B/E"]),
		].join("\n"),
	};
}

function toLine(name, title, runs) {
	const middle = (key) =>
		runs.every((run) => run[key] === null) ? null : median(runs.map((run) => run[key]));
	const sum = (pick) => runs.reduce((total, run) => total + pick(run), 0);
	return {
		name,
		title,
		rate: middle("rate"),
		p50: middle("p50"),
		p99: middle("p99"),
		serverMicros: middle("serverMicros"),
		databaseMicros: middle("databaseMicros"),
		answered: sum((run) => run.answered),
		stored: sum((run) => run.rows.messages),
		other: sum((run) => run.other),
	};
}

/** Ratios are taken within a round, so that a busy minute of the machine does not tip them. */
function toFigures({ rounds, half, sending, memoryMb }) {
	const ratio = (top, bottom) =>
		median(rounds[top].map((run, round) => run.rate / rounds[bottom][round].rate));
	const figures = Object.entries(rounds).flatMap(([name, runs]) => [
		figure(`${name} ${TITLES[name]}`, median(runs.map((run) => run.rate)), "req/s"),
		figure(`${name} p50`, median(runs.map((run) => run.p50)), "ms"),
		figure(`${name} p99`, median(runs.map((run) => run.p99)), "ms"),
	]);
	const runs = [...rounds.B, ...rounds.C, half, sending];
	return [
		...figures,
		figure("C with the worker on", sending.rate, "req/s"),
		figure("B/A", ratio("B", "A"), "", GOALS.bToA, isAtLeast),
		figure("C/A", ratio("C", "A"), "", GOALS.cToA, isAtLeast),
		figure("B/E", ratio("B", "E"), ""),
		figure(
			"rows missing or too many against requests answered",
			wrongRows(runs, rounds.D),
			"rows",
			0,
			isEqual,
		),
		figure(
			"requests not answered with 200",
			notAnswered([...runs, ...rounds.A, ...rounds.D]),
			"requests",
			0,
			isEqual,
		),
		figure("p99 of B at half its peak", half.p99, "ms", GOALS.halfPeakP99Ms, isBelow),
		figure("memory of the app after the run", memoryMb, "MB", GOALS.memoryMb, isBelow),
	];
}

/** A push answered with 200 is one raw push, one message and one settled receipt; a duplicate is nothing. */
function wrongRows(storing, duplicates) {
	const wanted = storing.flatMap(({ rows, answered }) =>
		[rows.pushes, rows.messages, rows.answers].map((count) => Math.abs(count - answered)),
	);
	const unwanted = duplicates.flatMap(({ rows }) => [rows.pushes, rows.messages, rows.answers]);
	return [...wanted, ...unwanted].reduce((total, count) => total + count, 0);
}

const notAnswered = (runs) => runs.reduce((total, run) => total + run.other, 0);

function head(rounds, othersShare) {
	return [
		`${CONNECTIONS} requests at once, ${rounds.A.length} rounds, medians. ${describeMachine(othersShare)}`,
		`A varied by ${spread(rounds.A)} % between the rounds, B by ${spread(rounds.B)} %.`,
		"",
	];
}

function spread(runs) {
	const rates = runs.map((run) => run.rate);
	return Math.round(((Math.max(...rates) - Math.min(...rates)) / median(rates)) * 100);
}

function table(lines) {
	const cells = lines.map((line) => [
		`${line.name}  ${line.title}`,
		line.rate.toFixed(0),
		line.p50.toFixed(1),
		line.p99.toFixed(1),
		line.serverMicros?.toFixed(0) ?? "–",
		line.databaseMicros?.toFixed(0) ?? "–",
		String(line.answered),
		String(line.stored),
	]);
	const titles = ["", "req/s", "p50 ms", "p99 ms", "CPU server", "CPU Postgres", "answered 200", "stored"];
	return alignColumns([titles, ...cells]);
}

function remarks({ rounds, sending }) {
	const bot = rounds.C.reduce(
		(sum, { rows }) => ({ messages: sum.messages + rows.messages, replies: sum.replies + rows.replies }),
		{
			messages: 0,
			replies: 0,
		},
	);
	return [
		"CPU is in microseconds per request: of the process that answers, and of Postgres.",
		`In C every second message hits one of 50 keyword rules and is answered: ${bot.replies} replies queued for ${bot.messages} messages, by a process`,
		`without worker. With the worker in the same process ${sending.sent} of ${sending.rows.replies} replies were accepted by the simulator within ${sending.sentSeconds.toFixed(0)} s of the start.`,
	];
}
