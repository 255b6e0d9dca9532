import { alignColumns, describeMachine, figure, isAtLeast, isBelow, quantile, verdicts } from "./figures.mjs";

const GOALS = { paintedMs: 300, scriptsKb: 250, interactionMs: 100, score: 95 };
/** Of the scripts, so many are named. */
const NAMED = 6;

/** The figures of the contract, and the table for people. */
export function reportScreen(measured) {
	const { weight, quiet, busy, interactions, lighthouse, size, others, othersShare } = measured;
	const { inbox, opened } = weight;
	const figures = [
		...painted("thread", quiet.thread, GOALS.paintedMs),
		...painted("list row", quiet.row, GOALS.paintedMs),
		...painted("thread, other screens asking too,", busy.thread),
		...painted("list row, other screens asking too,", busy.row),
		figure("JavaScript of the inbox", sum(inbox.needed), "kB", GOALS.scriptsKb, isBelow),
		figure("JavaScript that follows once it rests", sum(inbox.later), "kB"),
		figure("JavaScript of the inbox with a conversation", sum(opened.needed), "kB"),
		figure("all of the inbox", kilobytes(inbox.allBytes), "kB"),
		interaction("list", interactions.list),
		interaction("composer", interactions.composer),
		...(lighthouse.scores ?? [{ title: "", score: null }]).map(({ title, score }) =>
			figure(`Lighthouse ${title}`.trim(), score, "", GOALS.score, isAtLeast),
		),
	];
	return {
		figures,
		text: [
			`The built app with its worker, ${size.conversations.toLocaleString("en")} conversations, ${others} other agents signed in and listening, one`,
			`browser; ${quiet.row.length} pushes straight to the door by turns for the open thread and a row of the list.`,
			describeMachine(othersShare),
			"",
			...alignColumns([
				["push: ms from its answer to the frame that shows it", "p50", "p95", "most"],
				line("streams of the others open: in the thread", quiet.thread),
				line("  in the list", quiet.row),
				line("  from sending to its answer", quiet.accepted),
				line(
					`screens of the others ask as ours does (${busy.row.length} pushes): in the thread`,
					busy.thread,
				),
				line("  in the list", busy.row),
				line("  from sending to its answer", busy.accepted),
				line("keys and clicks in the list: ms to the next frame", interactions.list),
				line("writing at the field: ms to the next frame", interactions.composer),
			]),
			"",
			...alignColumns([
				["first visit, kB as transferred: scripts", "until usable", "once it rests", "everything"],
				weightLine("  the inbox", inbox),
				weightLine("  the inbox with a conversation", opened),
			]),
			"The heaviest of the inbox:",
			...inbox.needed
				.slice(0, NAMED)
				.map(({ name, bytes }) => `  ${kilobytes(bytes).toFixed(1)} kB  ${name}`),
			"",
			...lighthouseLines(lighthouse),
			"",
			...verdicts(figures),
		].join("\n"),
	};
}

const painted = (place, times, goal = null) => [
	figure(`push to paint in the ${place} p50`, quantile(times, 0.5), "ms"),
	figure(`push to paint in the ${place} p95`, quantile(times, 0.95), "ms", goal, goal && isBelow),
];

const interaction = (place, times) =>
	figure(
		`interaction to next paint, ${place} p95`,
		quantile(times, 0.95),
		"ms",
		GOALS.interactionMs,
		isBelow,
	);

const line = (title, times) => [title, ...[0.5, 0.95, 1].map((share) => quantile(times, share).toFixed(0))];

const weightLine = (title, { needed, later, allBytes }) => [
	title,
	...[sum(needed), sum(later), kilobytes(allBytes)].map((kb) => kb.toFixed(1)),
];

const sum = (files) => kilobytes(files.reduce((all, { bytes }) => all + bytes, 0));

const kilobytes = (bytes) => bytes / 1000;

function lighthouseLines({ missing, scores, lost, warnings }) {
	if (missing) return [`${missing}: no scores.`];
	return [
		`Lighthouse, desktop: ${scores.map(({ title, score }) => `${title} ${score.toFixed(0)}`).join(", ")}.`,
		...lost.map(({ title, id, score, shows }) =>
			`  ${title}: ${id} ${Math.round(score * 100)} ${shows}`.trimEnd(),
		),
		...warnings.map((warning) => `  ${warning}`),
	];
}
