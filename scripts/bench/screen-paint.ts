import type { Page } from "@playwright/test";
import { sayer } from "./push-packets";
import { openInbox, type Stage } from "./screen-stage";

const PAINTED_WITHIN_MS = 15_000;
const POLL_MS = 50;

/** Milliseconds from the door's answer to the frame in which the text stands. */
interface Times {
	/** From sending to the answer. */
	accepted: number[];
	thread: number[];
	row: number[];
	/** From sending to the frame in the thread. */
	whole: number[];
}

/** Customers write by turns, one into the open thread, one into the list. Clocks are those of one machine. */
export async function measurePaint(stage: Stage): Promise<Times & { taken: number }> {
	const { page, pushUrl, sentAt, conversations, first, runs } = stage;
	await openInbox(stage);
	const say = sayer("agent", pushUrl, sentAt);
	const times: Times = { accepted: [], thread: [], row: [], whole: [] };
	for (let run = 0; run < runs; run++) {
		// Not in step with anything that comes at intervals.
		await page.waitForTimeout(150 + ((run * 61) % 200));
		const inThread = run % 2 === 0;
		const { id, customer } = conversations[inThread ? 0 : 1];
		const text = `第${run}次：快递到哪了？${first + run}`;
		await page.evaluate(([text, id]) => window.kefuPaint.begin(text, id), [text, id] as const);
		const sentAtMs = Date.now();
		await push(new URL(pushUrl).origin, say(customer, first + run, text));
		const acceptedAtMs = Date.now();
		const painted = await waitForPaint(page, inThread);
		times.accepted.push(acceptedAtMs - sentAtMs);
		times.row.push(painted.row - acceptedAtMs);
		if (!inThread) continue;
		times.thread.push(painted.thread - acceptedAtMs);
		times.whole.push(painted.thread - sentAtMs);
	}
	return { ...times, taken: first + runs };
}

async function waitForPaint(page: Page, inThread: boolean): Promise<{ row: number; thread: number }> {
	const painted = await page.waitForFunction(
		(inThread) => {
			const { row, thread } = window.kefuPaint.seen;
			return row && (thread || !inThread) ? { row, thread: thread ?? 0 } : null;
		},
		inThread,
		{ timeout: PAINTED_WITHIN_MS, polling: POLL_MS },
	);
	return painted.jsonValue() as Promise<{ row: number; thread: number }>;
}

async function push(
	origin: string,
	{ path, headers, body }: ReturnType<ReturnType<typeof sayer>>,
): Promise<void> {
	const answer = await fetch(origin + path, { method: "POST", headers, body: new Uint8Array(body) });
	const text = await answer.text();
	if (answer.status !== 200 || text !== "success")
		throw new Error(`the door answered ${answer.status} ${text}`);
}
