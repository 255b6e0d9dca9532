// lib/wechat beside the npm packages that do the same work, in one process on one machine.
import { step } from "../steps.mjs";
import { runMeasurement } from "./measurement.mjs";
import { watchOthers } from "./process-usage.mjs";
import { reportProtocol } from "./protocol-report.mjs";

const ORDER = { packets: { short: 2000, long: 500 }, goes: 10, rounds: 10 };

/** @returns {Promise<{ figures: object[], text: string }>} */
export async function benchProtocol() {
	const shareOfOthers = watchOthers();
	let measured;
	await step("Protocol", async () => {
		// wechat-crypto is of a time when `new Buffer` was right, and Node says so.
		measured = await runMeasurement("protocol-run.ts", ORDER, { ...process.env, NODE_NO_WARNINGS: "1" });
	});
	return reportProtocol({ ...measured, order: ORDER, othersShare: shareOfOthers() });
}
