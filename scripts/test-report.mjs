import { existsSync, readFileSync } from "node:fs";
import { failedInPlaywright, failedInVitest } from "./test-failures.mjs";

/** What stands before anything ran. */
export const NOTHING_YET = { passed: 0, failed: 0, skipped: 0, failures: [] };

/**
 * How many tests passed, failed and were skipped, by vitest's JSON report, and a line for each failure. A file that could not even be loaded counts as
 * one failed test; so does a run that failed for a reason no test shows.
 */
export function countVitest(file, exitCode) {
	const report = readReport(file);
	if (!report) return noReport("vitest");
	const broken = report.testResults.filter(
		({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
	);
	const counts = {
		passed: report.numPassedTests,
		failed: report.numFailedTests + broken.length,
		skipped: report.numPendingTests + report.numTodoTests,
		failures: failedInVitest(report),
	};
	return withExitCode(counts, exitCode, "vitest");
}

/** The same by Playwright's JSON report. A test that passed only when repeated counts as failed. */
export function countPlaywright(file, exitCode) {
	const report = readReport(file);
	if (!report) return noReport("Playwright");
	const { expected, unexpected, flaky, skipped } = report.stats;
	const failures = failedInPlaywright(report);
	return withExitCode(
		{ passed: expected, failed: unexpected + flaky, skipped, failures },
		exitCode,
		"Playwright",
	);
}

/** Each failure once more, then `N passed, N failed`, and `, N skipped` when there are any. */
export function summary({ passed, failed, skipped, failures }) {
	const again = failures.map((failure) => `failed: ${failure}\n`).join("");
	return `${again}${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

export const add = (a, b) => ({
	passed: a.passed + b.passed,
	failed: a.failed + b.failed,
	skipped: a.skipped + b.skipped,
	failures: [...a.failures, ...b.failures],
});

/** One failure for a run that ended badly without a test to show for it. */
export const failedWithout = (reason) => ({ ...NOTHING_YET, failed: 1, failures: [reason] });

const noReport = (runner) => failedWithout(`${runner} left no report`);

const withExitCode = (counts, exitCode, runner) =>
	exitCode !== 0 && counts.failed === 0
		? add(counts, failedWithout(`${runner} ended with ${exitCode}, no test of it failed`))
		: counts;

function readReport(file) {
	if (!existsSync(file)) return undefined;
	try {
		return JSON.parse(readFileSync(file, "utf8"));
	} catch {
		return undefined;
	}
}
