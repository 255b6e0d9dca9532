/** Every row of the conformance list and every assumption of the simulator has a test that can be found by its name. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { listFiles, readSources } from "@/tests/support/source-tree";

const numbered = (letter: string, count: number): string[] =>
	Array.from({ length: count }, (_, at) => `${letter}${at + 1}`);

/** Published vectors, URL check, pushes, transfer, sending, pictures, typing, accounts, order. */
const ROWS = [
	...numbered("V", 10),
	...numbered("U", 1),
	...numbered("P", 11),
	...numbered("T", 5),
	...numbered("S", 12),
	...numbered("M", 3),
	...numbered("Y", 1),
	...numbered("A", 1),
	...numbered("O", 1),
];
/** Those whose end an agent sees. */
const ON_SCREEN = ["S1", "S4", "M1", "T3"];
/** Assumptions about calls that the console never makes. */
const NOT_OURS = ["quotaBadPathCode"];

const tests = readSources("tests").filter(({ path }) => /\.(test|spec)\.tsx?$/.test(path));
/** The simulator's own tests prove the simulator, not the console. */
const ours = tests.filter(({ path }) => !path.startsWith("tests/simulator/"));
const document = readFileSync(path.resolve("docs/conformance.md"), "utf8");

/** Rows that the titles of a file begin with. */
const rowsIn = (text: string): string[] =>
	[...text.matchAll(/\(\s*["'`]([A-Z]\d{1,2})(?=[\s:(])/g)].map(([, row]) => row ?? "");

const testedBy = (files: typeof tests): Set<string> => new Set(files.flatMap(({ text }) => rowsIn(text)));

/** The names that the simulator's README marks as an assumption. */
function assumptions(): string[] {
	const readme = readFileSync(path.resolve("simulator/README.md"), "utf8");
	const marked = readme.split("\n").flatMap((line) => /^\| (`[^|]+‡[^|]*)\|/.exec(line)?.[1] ?? []);
	return marked.flatMap((cell) => [...cell.matchAll(/`(\w+)` ‡/g)].map(([, name]) => name ?? ""));
}

test("each row has a test of the console whose title begins with its id", () => {
	const tested = testedBy(ours);
	expect(ROWS.filter((row) => !tested.has(row))).toEqual([]);
});

test("each row whose end an agent sees has one in a browser", () => {
	const tested = testedBy(ours.filter(({ path }) => path.startsWith("tests/e2e/")));
	expect(ON_SCREEN.filter((row) => !tested.has(row))).toEqual([]);
});

test("no file that holds a row leaves a test out", () => {
	const holding = ours.filter(({ text }) => rowsIn(text).some((row) => ROWS.includes(row)));
	expect(holding.filter(({ text }) => /\.(skip|skipIf|todo|only|fixme)\(/.test(text))).toEqual([]);
});

test("each assumption of the simulator is named by a test of the console", () => {
	const names = assumptions();
	expect(names.length).toBeGreaterThan(30);
	const text = ours
		.filter(
			({ path }) => /^tests\/(conformance|db|e2e)\//.test(path) && path !== "tests/conformance/rows.test.ts",
		)
		.map((file) => file.text)
		.join("\n");
	const untested = names.filter(
		(name) => !NOT_OURS.includes(name) && !new RegExp(`\\b${name}\\b`).test(text),
	);
	expect(untested).toEqual([]);
});

test("the document names each row and each assumption, and only files that are there and hold the row", () => {
	expect(ROWS.filter((row) => !new RegExp(`^\\| ${row} \\|`, "m").test(document))).toEqual([]);
	expect(assumptions().filter((name) => !document.includes(`\`${name}\``))).toEqual([]);
	const files = new Map(tests.map(({ path, text }) => [path, rowsIn(text)]));
	const wrong = [...document.matchAll(/^\| ([A-Z]\d+) \|.*$/gm)].flatMap(([line, row = ""]) =>
		[...line.matchAll(/`(tests\/[^`]+)`/g)].filter(([, file = ""]) => !files.get(file)?.includes(row)),
	);
	expect(wrong.map(([mark]) => mark)).toEqual([]);
	expect(
		[...document.matchAll(/`((?:lib|prisma|simulator)\/[^`]+)`/g)].filter(
			([, file = ""]) => listFiles(file).length === 0,
		),
	).toEqual([]);
});
