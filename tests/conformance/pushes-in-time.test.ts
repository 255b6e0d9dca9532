/** P4: WeChat waits five seconds, whatever else the console is busy with. */
import { expect, test } from "vitest";
import { startWorker } from "@/lib/jobs/worker";
import { type Line, openConformanceDesk } from "@/tests/support/conformance-desk";
import { count, setRules } from "@/tests/support/desk";
import type { Json } from "@/tests/support/simulator";

const desk = await openConformanceDesk();
const { wechat } = desk;
const JOB_MS = 20_000;

/** A channel whose bot answers everything. */
async function answeringLine(id: string): Promise<Line> {
	const line = await desk.line(id, { openingMode: "bot" });
	const rule = {
		name: "r",
		trigger: { kind: "fallback" },
		actions: [{ kind: "reply", text: "在的" }],
	} as const;
	await setRules(line.channel.id, [{ ...rule, actions: [...rule.actions] }]);
	return line;
}

function expectInTime(delivery: Json): void {
	expect(delivery.attempts.map(({ verdict }: Json) => verdict)).toEqual(["ACK"]);
}

test("P4: while every job takes 20 s and more of them wait, a push is answered in time", async () => {
	const line = await answeringLine("p4-jobs");
	await wechat.control("POST /faults", {
		target: "api",
		kind: "delay",
		path: "custom/send",
		delayMs: JOB_MS,
	});
	// More than a worker has in hand at once.
	const customers = await Promise.all(Array.from({ length: 10 }, (_, n) => line.customer(`busy${n}`)));
	await Promise.all(customers.map((customer) => customer.says("占住")));
	const worker = await startWorker();
	await expect.poll(() => count("messages", "status = 'sending'")).toBe(8);
	expectInTime(await (await line.customer("late")).says("快点"));
	// Nobody waits for the answers that are still due.
	await wechat.simulator.close();
	await worker.stop();
});
