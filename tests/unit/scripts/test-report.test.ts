import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { add, countPlaywright, countVitest, summary } from "@/scripts/test-report.mjs";

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(path.join(os.tmpdir(), "kefu-report-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const report = (content: unknown): string => {
	const file = path.join(folder, "report.json");
	writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
	return file;
};

const vitest = (counts: object = {}, testResults: object[] = []) => ({
	numPassedTests: 5,
	numFailedTests: 0,
	numPendingTests: 0,
	numTodoTests: 0,
	testResults,
	...counts,
});
const playwright = (stats: object = {}) => ({
	stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 0, ...stats },
});

test("the tests of both runners are summed into one line", () => {
	const unit = countVitest(report(vitest({ numFailedTests: 1, numPendingTests: 2 })), 1);
	const browser = countPlaywright(report(playwright()), 0);
	expect(summary(add(unit, browser))).toBe("8 passed, 1 failed, 2 skipped");
});

test("nothing skipped is not mentioned", () => {
	expect(summary(countVitest(report(vitest()), 0))).toBe("5 passed, 0 failed");
});

test("a file that cannot be loaded is a failure, although none of its tests ran", () => {
	const broken = { name: path.resolve("b.test.ts"), status: "failed", assertionResults: [] };
	expect(countVitest(report(vitest({}, [broken])), 1)).toMatchObject({ passed: 5, failed: 1 });
});

test("a run that failed without a failing test is a failure", () => {
	expect(countVitest(report(vitest()), 1).failed).toBe(1);
	expect(countPlaywright(report(playwright()), 1).failed).toBe(1);
});

test("a run that left no report, or half of one, is a failure", () => {
	expect(countVitest(path.join(folder, "nothing.json"), 0)).toEqual({
		passed: 0,
		failed: 1,
		skipped: 0,
		failures: ["vitest left no report"],
	});
	expect(countPlaywright(report('{"stats":'), 0)).toMatchObject({ passed: 0, failed: 1, skipped: 0 });
});

test("a browser test that passed only when repeated is a failure", () => {
	expect(countPlaywright(report(playwright({ flaky: 1 })), 0).failed).toBe(1);
});

test("each failure is named once more above the last line, by file, name and first words", () => {
	const file = path.resolve("tests/unit/a.test.ts");
	const unit = countVitest(
		report(
			vitest({ numFailedTests: 1 }, [
				{
					name: file,
					status: "failed",
					assertionResults: [
						{ status: "passed", fullName: "good" },
						{
							status: "failed",
							fullName: "bad",
							failureMessages: ["AssertionError: expected 1 to be 2\n    at x"],
						},
					],
				},
				{
					name: path.resolve("tests/unit/b.test.ts"),
					status: "failed",
					message: "no such module",
					assertionResults: [],
				},
			]),
		),
		1,
	);
	const tests = [
		{
			status: "unexpected",
			results: [{ errors: [{ message: "\u001b[31mError: not seen\u001b[39m\nCall log" }] }],
		},
		{ status: "expected", results: [{ errors: [] }] },
	];
	const deep = { specs: [{ file: "c.spec.ts", title: "worse", tests }] };
	const browser = countPlaywright(
		report({
			...playwright({ unexpected: 1 }),
			config: { rootDir: path.resolve("tests/e2e") },
			suites: [{ specs: [], suites: [deep] }],
		}),
		1,
	);
	expect(summary(add(unit, browser)).split("\n")).toEqual([
		"failed: tests/unit/a.test.ts › bad — AssertionError: expected 1 to be 2",
		"failed: tests/unit/b.test.ts › cannot be loaded — no such module",
		"failed: tests/e2e/c.spec.ts › worse — Error: not seen",
		"8 passed, 3 failed",
	]);
});
