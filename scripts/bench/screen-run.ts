/**
 * Started by screen.mjs as `tsx screen-run.ts <json>`: opens the inbox in a browser, signed in, and takes one of the
 * measurements there. The last line it prints is the result.
 */
import { chromium } from "@playwright/test";
import { chromiumArguments } from "../chromium.mjs";
import { tellResult } from "./measurement.mjs";
import { measureInteractions } from "./screen-interactions";
import { measurePaint } from "./screen-paint";
import type { Stage } from "./screen-stage";
import { measureWeight } from "./screen-weight";

const MEASUREMENTS = {
	weight: measureWeight,
	paint: measurePaint,
	interactions: measureInteractions,
};

const order: Omit<Stage, "page"> & { cookies: string; measure: keyof typeof MEASUREMENTS } = JSON.parse(
	process.argv[2] ?? "",
);

const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM_PATH || undefined,
	args: chromiumArguments,
});
try {
	const context = await browser.newContext({
		baseURL: order.url,
		viewport: { width: 1440, height: 900 },
		locale: "zh-CN",
	});
	await context.addCookies(order.cookies.split("; ").map(toCookie));
	const page = await context.newPage();
	tellResult(await MEASUREMENTS[order.measure]({ ...order, page }));
} finally {
	await browser.close();
}

function toCookie(pair: string) {
	const [name = "", ...value] = pair.split("=");
	return { name, value: value.join("="), url: order.url };
}
