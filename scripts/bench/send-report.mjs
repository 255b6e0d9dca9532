import {
	alignColumns,
	describeMachine,
	figure,
	isBelow,
	isEqual,
	median,
	quantile,
	verdicts,
} from "./figures.mjs";

const GOAL_P99_MS = 150;

/** The figures of the contract, and the table for people. */
export function reportSend({ rounds, idle, busyShare, order }) {
	const figures = toFigures(rounds, idle);
	return {
		figures,
		text: [
			`Replies of agents by POST, through outbox and worker, to the simulated WeChat. ${order.conversations} conversations; busy: ${order.lanes} requests`,
			`at once, replies in bursts of ${order.burst}, ${rounds.length} rounds, medians; idle: ${idle.taken} replies, one at a time. The app with the worker is one process.`,
			describeMachine(busyShare),
			"",
			...table(rounds, idle),
			"",
			"Times are from the POST to its answer, and to the moment the simulator has the reply. CPU is in microseconds per reply; when",
			"idle it holds what goes on in the pauses too.",
			`How the replies of all rounds stand in the database: ${statusLine(idle.statuses)}.`,
			"",
			...verdicts(figures, ["replies/s"]),
		].join("\n"),
	};
}

function toFigures(rounds, idle) {
	const runs = [...rounds, idle];
	const sum = (name) => runs.reduce((total, run) => total + run[name], 0);
	const none = (name, key) => figure(name, sum(key), "replies", 0, isEqual);
	return [
		figure("replies/s", median(rounds.map(({ rate }) => rate)), "replies/s"),
		none("replies lost", "lost"),
		none("replies doubled", "doubled"),
		none("replies out of order", "misplaced"),
		none("replies not taken by the app", "refused"),
		figure("POST to receipt when idle, p50", quantile(idle.receiptMs, 0.5), "ms"),
		figure("POST to receipt when idle, p99", quantile(idle.receiptMs, 0.99), "ms", GOAL_P99_MS, isBelow),
		figure("POST to answer when idle, p50", quantile(idle.answeredMs, 0.5), "ms"),
		figure("POST to answer when idle, p99", quantile(idle.answeredMs, 0.99), "ms"),
		...["app", "database", "simulator"].map((part) =>
			figure(`CPU of the ${part} per reply`, middle(rounds, part), "µs"),
		),
	];
}

const middle = (rounds, part) =>
	rounds.some(({ micros }) => micros[part] === null)
		? null
		: median(rounds.map(({ micros }) => micros[part]));

function table(rounds, idle) {
	const line = (title, runs, rate) => {
		const of = (key, share) => median(runs.map((run) => quantile(run[key], share))).toFixed(1);
		const cpu = (part) => middle(runs, part)?.toFixed(0) ?? "–";
		return [
			title,
			rate,
			of("answeredMs", 0.5),
			of("answeredMs", 0.99),
			of("receiptMs", 0.5),
			of("receiptMs", 0.99),
			cpu("app"),
			cpu("database"),
			cpu("simulator"),
		];
	};
	return alignColumns([
		["", "replies/s", "answer p50 ms", "p99", "receipt p50 ms", "p99", "CPU app", "Postgres", "simulator"],
		line("busy", rounds, median(rounds.map(({ rate }) => rate)).toFixed(0)),
		line("idle", [idle], "–"),
	]);
}

const statusLine = (statuses) =>
	Object.entries(statuses)
		.map(([status, count]) => `${count} ${status}`)
		.join(", ");
