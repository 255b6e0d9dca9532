// Started by screen.mjs as `node lighthouse-run.mjs <json>`: opens a browser of its own and lets Lighthouse look at one page
// as somebody who is signed in. The last line it prints is the result.
import { pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";
import { chromiumArguments } from "../chromium.mjs";
import { freePort } from "../ports.mjs";
import { tellResult } from "./measurement.mjs";

const { folder, url, cookies } = JSON.parse(process.argv[2]);
/** Nobody finds a page behind a sign-in: what is said for search engines does not apply. */
const CATEGORIES = ["performance", "accessibility", "best-practices"];

const load = (file) => import(pathToFileURL(`${folder}/node_modules/lighthouse/core/${file}`).href);
const { default: lighthouse } = await load("index.js");
const { default: desktop } = await load("config/desktop-config.js");
const port = await freePort();
const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM_PATH || undefined,
	args: [...chromiumArguments, `--remote-debugging-port=${port}`],
});
try {
	const options = {
		port,
		logLevel: "error",
		onlyCategories: CATEGORIES,
		extraHeaders: { Cookie: cookies },
	};
	const { lhr } = await lighthouse(url, options, desktop);
	if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
	tellResult({
		finalUrl: lhr.finalDisplayedUrl,
		warnings: lhr.runWarnings,
		scores: Object.values(lhr.categories).map(({ title, score }) => ({ title, score: score * 100 })),
		lost: lostPoints(lhr),
	});
} finally {
	await browser.close();
}

/** The audits that cost a score something. */
function lostPoints({ categories, audits }) {
	return Object.values(categories).flatMap(({ title, auditRefs }) =>
		auditRefs
			.filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
			.map(({ id, weight }) => ({
				title,
				id,
				weight,
				score: audits[id].score,
				shows: audits[id].displayValue ?? "",
			})),
	);
}
