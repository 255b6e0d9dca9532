import { expect, test } from "vitest";
import { toLine, toSummary } from "@/simulator/conform/report";
import { type ConformResult, runConformance } from "@/simulator/conform/run";
import type { Target } from "@/simulator/conform/target";
import { type Mistake, openConformDoor } from "./conform-door";
import { combinations } from "./door-reading";

const failed = (results: ConformResult[]): string[] =>
	results.filter(({ outcome }) => outcome === "failed").map(toLine);
const idsOf = (results: ConformResult[], outcome: ConformResult["outcome"]): string[] =>
	results.filter((result) => result.outcome === outcome).map(({ id }) => id);
const run = async (target: Partial<Target>, mistake?: Mistake, only?: string[]) =>
	runConformance(await openConformDoor(target, mistake), { only });

test.each(
	combinations.flatMap(([mode, format]) =>
		[false, true].map((transfer) => [mode, format, transfer] as const),
	),
)(
	"a door that does everything right passes the whole list: %s %s, transfer %s",
	async (mode, format, transfer) => {
		const results = await run({ mode, format, transfer });
		expect(failed(results)).toEqual([]);
		const ok = idsOf(results, "ok");
		for (const id of [
			"U1",
			"P1",
			"P3.10",
			"P4",
			"P6",
			"P8.debug_demo",
			"P9.wrong-method",
			"A1",
			"P11",
			"M3",
		]) {
			expect(ok).toContain(id);
		}
		expect(ok.includes("T1")).toBe(transfer);
		expect(ok.includes("P9.pad-33")).toBe(mode !== "plain");
		expect(new Set(results.map(({ id }) => id)).size).toBe(results.length);
	},
);

test("a container of cloud hosting passes its own rows, and those about signatures do not apply", async () => {
	const results = await run({ hosting: "cloudrun", format: "json", transfer: true, token: undefined });
	expect(failed(results)).toEqual([]);
	expect(idsOf(results, "ok")).toEqual(
		expect.arrayContaining(["U1.container", "P9.cloud-source-missing", "T1"]),
	);
	expect(idsOf(results, "not applicable")).toEqual(
		expect.arrayContaining(["U1", "P9.wrong-signature", "A1"]),
	);
});

const mistakes: [Mistake, Partial<Target>, only: string[], failing: string[]][] = [
	["echoes unchecked", {}, ["U"], ["U1.forged", "U1.unsigned"]],
	["echoes with a line break", {}, ["U1"], ["U1"]],
	["never answers", { timeoutMs: 60 }, ["U1", "P2"], ["U1", "U1.forged", "U1.unsigned", "P2"]],
	["encrypts success", {}, ["P1", "P11"], ["P1", "P1.image", "P1.card", "P11", "P11.default"]],
	[
		"checks only signature",
		{},
		["P9"],
		["P9.wrong-msg-signature", "P9.missing-msg-signature", "P9.other-body"],
	],
	["ignores the appid tail", { format: "json" }, ["P9"], ["P9.other-appid-tail"]],
	["ignores padding", { mode: "compat" }, ["P9"], ["P9.pad-0", "P9.pad-33", "P9.pad-inconsistent"]],
	["fails at unknown events", {}, ["P8.debug_demo", "P10"], ["P8.debug_demo"]],
	["transfers events", { transfer: true }, ["T5", "P10", "P8.textual"], ["P8.textual", "T5", "P10"]],
	[
		"answers in the other format",
		{ mode: "plain", format: "json", transfer: true },
		["T"],
		["T1", "T2", "T4"],
	],
	["does not swap the names", { transfer: true }, ["T1", "T5"], ["T1"]],
	["transfers only once", { transfer: true }, ["P7", "T1", "T2"], ["P7", "T2"]],
	["refuses a nonce it knows", {}, ["P5", "P6", "P7"], ["P5.same", "P6"]],
	["insists on a content type", { format: "json" }, ["F"], ["F.no-content-type", "F.text-plain", "F.octets"]],
	["fetches PicUrl", { quietMs: 5000 }, ["M3"], ["M3"]],
	["trusts any source", { hosting: "cloudrun" }, ["P9.cloud-source-missing"], ["P9.cloud-source-missing"]],
	["expands entities by failing", {}, ["P9"], ["P9.doctype-entities", "P9.doctype-external"]],
];

test.each(mistakes)(
	"a door that %s fails exactly the rows about it",
	async (mistake, target, only, failing) => {
		const results = await run(target, mistake, only);
		expect(idsOf(results, "failed").sort()).toEqual([...failing].sort());
	},
);

test("a line of the report names id, given, expected, seen and outcome, whatever the door says", () => {
	const result = { id: "P1", given: "a | b", expected: "c\nd", seen: "e", outcome: "failed" as const };
	expect(toLine(result)).toBe("P1 | a b | c d | e | failed");
	expect(toSummary([result, { ...result, outcome: "ok" }])).toBe("1 ok, 1 failed, 0 not applicable");
});
