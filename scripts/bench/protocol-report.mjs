import { alignColumns, describeMachine, figure, isAtLeast, median, verdicts } from "./figures.mjs";

const GOAL = 1.5;
const OURS = "lib/wechat";
const SIZES = { short: "short messages", long: "10 kB messages" };

/** The figures of the contract, and the tables for people. */
export function reportProtocol({ contenders, rates, takers, order, othersShare }) {
	const names = contenders.map(({ name }) => name);
	const figures = Object.entries(SIZES).flatMap(([size, title]) => [
		...names.map((name) => figure(`${name}, ${title}`, medianRate(rates[size], name), "op/s")),
		figure(`${OURS} / the fastest package, ${title}`, lead(rates[size]), "", GOAL, isAtLeast),
	]);
	return {
		figures,
		text: [
			"One operation: verify a push in safe mode, decrypt it, read its XML, build and encrypt the transfer reply.",
			`Operations in a second of CPU, ${order.rounds} rounds in turns, medians. ${describeMachine(othersShare)}`,
			"",
			...rateTable(names, rates),
			"",
			...checkTable(contenders, takers),
			"",
			...REMARKS,
			"",
			...verdicts(figures),
		].join("\n"),
	};
}

const medianRate = (rounds, name) => median(rounds.map((round) => round[name]));

/** How many times as fast as the fastest of the others: the medians of what was taken within each round. */
export function lead(rounds) {
	const others = Object.keys(rounds[0]).filter((name) => name !== OURS);
	return Math.min(...others.map((name) => leadOver(rounds, name)));
}

const leadOver = (rounds, name) => median(rounds.map((round) => round[OURS] / round[name]));

function rateTable(names, rates) {
	const cells = names.map((name) => {
		const against = (size) => leadOver(rates[size], name).toFixed(2);
		return [
			name,
			medianRate(rates.short, name).toFixed(0),
			`${against("short")}×`,
			medianRate(rates.long, name).toFixed(0),
			`${against("long")}×`,
		];
	});
	return alignColumns([["", SIZES.short, "we are", SIZES.long, "we are"], ...cells]);
}

function checkTable(contenders, takers) {
	const rows = Object.entries(takers).map(([about, taken]) => [
		about,
		...contenders.map(({ name }) => (taken.includes(name) ? "TAKEN" : "refused")),
	]);
	return alignColumns([
		["pushes that nobody should take", ...contenders.map(({ name }) => name)],
		...rows,
		["signatures compared in constant time", ...contenders.map(({ constantTime }) => constantTime)],
	]);
}

const REMARKS = [
	"All but the first are signed with the right token, and were tried on each just now. @wecom/crypto and wechat-crypto only know",
	"the cryptography: comparing signature and appid is the bench's, as it would be their user's, and fast-xml-parser reads for them.",
	"Before anything was timed every contender had to find the words of each message and to answer with what the simulator takes for",
	"a transfer. lib/wechat is TypeScript, compiled file by file by esbuild (tsx); bundled by esbuild it runs at the same speed.",
];
