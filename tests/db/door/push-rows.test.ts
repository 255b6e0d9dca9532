/** Rows U1 and P1 to P7 of the conformance list, with what WeChat leaves open both ways. P9 is attacks.test.ts. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { getPool, row } from "@/lib/db";
import { getQueue } from "@/lib/jobs/queue";
import { databaseUrl } from "@/tests/support/database";
import { type Channel, setRules } from "@/tests/support/desk";
import { door, KINDS, keysOf, notices, open, says, textsOf, wechat } from "@/tests/support/push-desk";
import type { Json } from "@/tests/support/simulator";

test.each(KINDS)("U1 · $encryption $format: WeChat's URL check passes", async (kind) => {
	const { appId } = await open(kind);
	expect(await wechat.control(`POST /accounts/${appId}/verify`)).toMatchObject({ ok: true, status: 200 });
});

test("U1 · what alters our answer on its way makes the check fail: another echo, a line break, six seconds", async () => {
	let alter = (body: string): string => body;
	let delayMs = 0;
	const between = createServer(async (request, response) => {
		const answer = await fetch(`${door.origin}${request.url}`);
		const body = alter(await answer.text());
		setTimeout(() => response.writeHead(answer.status).end(body), delayMs);
	});
	await new Promise<void>((resolve) => between.listen(0, "127.0.0.1", resolve));
	afterAll(() => between.close());
	const { port } = between.address() as AddressInfo;
	const flags = { pushTimeoutMs: 2500 };
	const { appId } = await open({}, flags, (own) => own.replace(door.origin, `http://127.0.0.1:${port}`));
	const check = () => wechat.control(`POST /accounts/${appId}/verify`);
	expect(await check()).toMatchObject({ ok: true });
	alter = (body) => body.slice(1);
	expect(await check()).toMatchObject({ ok: false, reason: "mismatch" });
	alter = (body) => `${body}\n`;
	expect(await check()).toMatchObject({ ok: false, reason: "mismatch" });
	alter = (body) => body;
	delayMs = 3000;
	expect(await check()).toMatchObject({ ok: false, reason: "timeout" });
});

test.each(
	KINDS.flatMap((kind) => [
		{ ...kind, flags: {} },
		{ ...kind, flags: { contentType: "none", plainOpenid: false, retryKeepsTimestamp: true } },
		{ ...kind, flags: { contentType: "application/octet-stream", prettyXml: true } },
	]),
)(
	"P1 · $encryption $format $flags: the text is stored as it is, and its MsgId digit for digit",
	async ({ flags, ...kind }) => {
		const channel = await open(kind, flags);
		const { msgId, verdict } = await says(channel, "你好，订单 #12 到哪了？");
		expect(verdict).toBe("ACK");
		expect(String(msgId)).toMatch(/^236373522350\d{5}$/);
		expect(await textsOf(channel)).toEqual(["你好，订单 #12 到哪了？"]);
		expect((await keysOf(channel))[0]?.split(":").at(-1)).toBe(String(msgId));
	},
);

test.each(["xml", "json"] as const)(
	"P2 · %s: neighbouring message ids, alike as numbers, are different messages",
	async (format) => {
		const channel = await open({ format });
		const contents = ["一", "二", "三", "四"];
		const ids: string[] = [];
		for (const content of contents) ids.push(String((await says(channel, content)).msgId));
		expect(new Set(ids.map(Number)).size).toBeLessThan(new Set(ids).size);
		expect(await textsOf(channel)).toEqual(contents);
	},
);

test("P4 · WeChat has its answer at once although the job queue is locked", async () => {
	const channel = await open({ openingMode: "bot" });
	await setRules(channel.id, [
		{ name: "兜底", trigger: { kind: "fallback" }, actions: [{ kind: "reply", text: "在的" }] },
	]);
	await getQueue();
	const busy = new pg.Client({ connectionString: databaseUrl });
	await busy.connect();
	await busy.query("BEGIN; LOCK TABLE graphile_worker._private_jobs IN ACCESS EXCLUSIVE MODE");
	try {
		// More pushes, one after the other, than this process has connections: none may be kept by a wake-up that waits.
		for (let n = 0; n < 3 * getPool().options.max; n++)
			expect(await says(channel, "在吗", `somebody-${n}`)).toMatchObject({ verdict: "ACK" });
	} finally {
		await busy.query("ROLLBACK");
		await busy.end();
	}
	await expect.poll(async () => (await queued(channel)) > 0).toBe(true);
});

const queued = async ({ id }: Channel): Promise<number> =>
	(
		await row<{ n: number }>({
			text: `SELECT count(*)::int AS n FROM graphile_worker.jobs j JOIN conversations c ON j.key = 'deliver:' || c.id
				WHERE c.channel_id = $1`,
			values: [id],
		})
	).n;

test.each([3, 4])(
	"P5 · the first attempt is lost and a later one answered: one message, no notice (maxAttempts %d)",
	async (maxAttempts) => {
		const channel = await open({}, { maxAttempts });
		await wechat.control("POST /faults", {
			target: "push",
			kind: "lostAnswer",
			attempts: maxAttempts - 1,
			count: 1,
			appid: channel.appId,
		});
		const delivery = await says(channel, "在吗");
		expect(delivery).toMatchObject({ verdict: "ACK" });
		expect(delivery.attempts).toHaveLength(maxAttempts);
		expect(await textsOf(channel)).toEqual(["在吗"]);
		expect(await notices(channel)).toEqual([]);
	},
);

test.each([false, true])(
	"P5 · a process that was too slow once has stored it once (retryKeepsTimestamp %s)",
	async (retryKeepsTimestamp) => {
		let slow = true;
		const between = createServer(async (request, response) => {
			const chunks: Buffer[] = [];
			for await (const chunk of request) chunks.push(chunk as Buffer);
			const answer = await fetch(`${door.origin}${request.url}`, {
				method: "POST",
				body: Buffer.concat(chunks),
			});
			const body = await answer.text();
			if (slow) slow = false;
			else response.writeHead(answer.status).end(body);
		});
		await new Promise<void>((resolve) => between.listen(0, "127.0.0.1", resolve));
		afterAll(() => {
			between.closeAllConnections();
			between.close();
		});
		const { port } = between.address() as AddressInfo;
		const flags = { pushTimeoutMs: 1500, retryKeepsTimestamp };
		const channel = await open({}, flags, (own) => own.replace(door.origin, `http://127.0.0.1:${port}`));
		const delivery = await says(channel, "在吗");
		expect(delivery.attempts.map(({ verdict }: Json) => verdict)).toEqual(["NO_ANSWER", "ACK"]);
		expect(await textsOf(channel)).toEqual(["在吗"]);
		expect(await notices(channel)).toEqual([]);
	},
);

test.each(["agent", "bot", "transfer"] as const)(
	"P6 · copies at one instant are one message and get one answer (%s mode)",
	async (openingMode) => {
		const channel = await open({ openingMode });
		await wechat.control("POST /faults", {
			target: "push",
			kind: "concurrentDuplicate",
			copies: 10,
			count: 1,
			appid: channel.appId,
		});
		const delivery = await says(channel, "在吗");
		const verdicts = new Set(delivery.attempts.map(({ verdict }: Json) => verdict));
		expect(verdicts).toEqual(new Set([openingMode === "transfer" ? "TRANSFER" : "ACK"]));
		expect(await textsOf(channel)).toEqual(["在吗"]);
	},
);

test("P6 · a copy two seconds later, without any cause, is known too", async () => {
	const channel = await open({}, { spuriousDuplicate: { probability: 1, afterMs: 50 } });
	await says(channel, "在吗");
	const attempts = async () => {
		const { items } = await wechat.control(`GET /pushes?appid=${channel.appId}`);
		return items.flatMap((item: Json) => item.attempts).length;
	};
	await expect.poll(attempts).toBeGreaterThan(1);
	expect(await textsOf(channel)).toEqual(["在吗"]);
});

test.each(KINDS)(
	"P7 · $encryption $format: a copy of a transferred message is transferred again",
	async (kind) => {
		const channel = await open({ ...kind, openingMode: "transfer" });
		const { pushId } = await wechat.control(`POST /chat/${channel.appId}/lin/text?wait=1`, {
			content: "有人吗",
		});
		const repeated = await wechat.control(`POST /pushes/${pushId}/repeat`, { copies: 3 });
		expect(JSON.stringify(repeated)).not.toContain("BAD_ANSWER");
		const { attempts } = await wechat.control(`GET /pushes/${pushId}`);
		expect(attempts.map(({ verdict }: Json) => verdict)).toEqual(Array(attempts.length).fill("TRANSFER"));
		expect(attempts.length).toBe(4);
		expect(await textsOf(channel)).toEqual(["有人吗"]);
	},
);
