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
	const broken = { status: "failed", assertionResults: [] };
	expect(countVitest(report(vitest({}, [broken])), 1)).toMatchObject({ passed: 5, failed: 1 });
});

test("a run that failed without a failing test is a failure", () => {
	expect(countVitest(report(vitest()), 1).failed).toBe(1);
	expect(countPlaywright(report(playwright()), 1).failed).toBe(1);
});

test("a run that left no report, or half of one, is a failure", () => {
	expect(countVitest(path.join(folder, "nothing.json"), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
	expect(countPlaywright(report('{"stats":'), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test("a browser test that passed only when repeated is a failure", () => {
	expect(countPlaywright(report(playwright({ flaky: 1 })), 0).failed).toBe(1);
});
