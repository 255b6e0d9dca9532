import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { inProject } from "./project.mjs";

/** A line for each failed test of vitest's JSON report: file, name and the first line of what went wrong. */
export const failedInVitest = ({ testResults }) =>
	testResults.flatMap(({ name, status, message, assertionResults }) =>
		status === "failed" && assertionResults.length === 0
			? [line(name, "cannot be loaded", message)]
			: assertionResults
					.filter((test) => test.status === "failed")
					.map((test) => line(name, test.fullName, test.failureMessages?.[0])),
	);

/** The same of Playwright's; a test that passed only when repeated is one of them, by its first error. */
export const failedInPlaywright = ({ suites = [], config }) =>
	suites.flatMap((suite) => [
		...(suite.specs ?? []).flatMap((spec) =>
			spec.tests
				.filter(({ status }) => status === "unexpected" || status === "flaky")
				.map(({ results }) =>
					line(
						path.join(config?.rootDir ?? "", spec.file),
						spec.title,
						results.find(({ errors }) => errors?.length)?.errors[0].message,
					),
				),
		),
		...failedInPlaywright({ suites: suite.suites, config }),
	]);

function line(file, name, message = "") {
	const reason = stripVTControlCharacters(message).trim().split("\n", 1)[0];
	return `${path.relative(inProject("."), file)} › ${name}${reason ? ` — ${reason}` : ""}`;
}
