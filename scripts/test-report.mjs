import { existsSync, readFileSync } from "node:fs";

/**
 * How many tests passed, failed and were skipped, by vitest's JSON report. A file that could not even be loaded counts as
 * one failed test; so does a run that failed for a reason no test shows.
 */
export function countVitest(file, exitCode) {
	const report = readReport(file);
	if (!report) return { passed: 0, failed: 1, skipped: 0 };
	const broken = report.testResults.filter(
		({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
	);
	const counts = {
		passed: report.numPassedTests,
		failed: report.numFailedTests + broken.length,
		skipped: report.numPendingTests + report.numTodoTests,
	};
	return withExitCode(counts, exitCode);
}

/** The same by Playwright's JSON report. A test that passed only when repeated counts as failed. */
export function countPlaywright(file, exitCode) {
	const report = readReport(file);
	if (!report) return { passed: 0, failed: 1, skipped: 0 };
	const { expected, unexpected, flaky, skipped } = report.stats;
	return withExitCode({ passed: expected, failed: unexpected + flaky, skipped }, exitCode);
}

/** `N passed, N failed`, and `, N skipped` when there are any. */
export function summary({ passed, failed, skipped }) {
	return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

export const add = (a, b) => ({
	passed: a.passed + b.passed,
	failed: a.failed + b.failed,
	skipped: a.skipped + b.skipped,
});

const withExitCode = (counts, exitCode) =>
	exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;

function readReport(file) {
	if (!existsSync(file)) return undefined;
	try {
		return JSON.parse(readFileSync(file, "utf8"));
	} catch {
		return undefined;
	}
}
