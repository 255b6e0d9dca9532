import { alignColumns, describeMachine, figure, isBelow, isEqual, quantile, verdicts } from "./figures.mjs";

/** The goal of the first pattern that fits; what fits none has none. In milliseconds, for p95. */
const GOALS = [
	[/^(list|thread)/, 30],
	[/^counts/, 50],
	[/^sync/, 10],
	[/^search, rare word/, 100],
	[/^search, frequent word .+[^l]$/, 200],
];

/** The figures of the contract, and the table for people. */
export function reportInbox({ cases, runs, size, othersShare }) {
	const measured = cases.map(({ name, times, statements }) => ({
		name,
		p50: quantile(times, 0.5),
		p95: quantile(times, 0.95),
		statements,
	}));
	const figures = [
		...measured.flatMap(({ name, p50, p95 }) => {
			const goal = GOALS.find(([pattern]) => pattern.test(name))?.[1];
			return [figure(`${name} p50`, p50, "ms"), figure(`${name} p95`, p95, "ms", goal, goal && isBelow)];
		}),
		...measured.map(({ name, statements }) => figure(`${name} statements`, statements[1], "")),
		figure(
			"calls whose number of statements varies",
			measured.filter(({ statements: [fewest, most] }) => fewest !== most).length,
			"",
			0,
			isEqual,
		),
	];
	const lines = measured.map(({ name, p50, p95, statements: [fewest, most] }) => [
		name,
		p50.toFixed(1),
		p95.toFixed(1),
		fewest === most ? String(most) : `${fewest}–${most}`,
	]);
	return {
		figures,
		text: [
			`${number(size.conversations)} conversations, ${number(size.messages)} messages; ${runs} calls each, one at a time, through lib, without HTTP.`,
			describeMachine(othersShare),
			"",
			...alignColumns([["", "p50 ms", "p95 ms", "statements"], ...lines]),
			"",
			...verdicts(figures),
		].join("\n"),
	};
}

const number = (value) => value.toLocaleString("en");
