/** Rows U1, P1 to P8, P10, P11 and A1 of the conformance list, with what WeChat leaves open both ways. P9 is attacks.test.ts. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { getPool, row, rows } from "@/lib/db";
import { getQueue } from "@/lib/jobs/queue";
import { databaseUrl } from "@/tests/support/database";
import { type Channel, count, makeChannel, registerAccount, setRules } from "@/tests/support/desk";
import { openDoor } from "@/tests/support/door";
import { type Json, startWechat } from "@/tests/support/simulator";

const wechat = await startWechat();
const door = await openDoor();

const KINDS = (["plain", "compat", "safe"] as const).flatMap((encryption) =>
	(["xml", "json"] as const).map((format) => ({ encryption, format })),
);
let made = 0;

async function open(
	change: Partial<Channel> = {},
	flags: Record<string, unknown> = {},
	url?: string,
): Promise<Channel> {
	const channel = await makeChannel(`p-${++made}`, { encryption: "safe", format: "xml", ...change });
	await registerAccount(wechat, channel, url ?? door.urlOf(channel.id), flags);
	return channel;
}

const does = async ({ appId }: Channel, what: string, body: object, user = "lin"): Promise<Json> =>
	(await wechat.control(`POST /chat/${appId}/${user}/${what}?wait=1`, body)).delivery;

const says = (channel: Channel, content: string, user?: string) => does(channel, "text", { content }, user);

const textsOf = async ({ id }: Channel): Promise<string[]> =>
	(
		await rows<{ text: string }>({
			text: `SELECT m.content ->> 'text' AS text FROM messages m JOIN conversations c ON c.id = m.conversation_id
				WHERE c.channel_id = $1 AND m.direction = 'in' ORDER BY m.seq`,
			values: [id],
		})
	).map(({ text }) => text);

const keysOf = async ({ id }: Channel): Promise<string[]> =>
	(
		await rows<{ dedupe_key: string }>({
			text: "SELECT dedupe_key FROM push_receipts WHERE channel_id = $1 ORDER BY received_at",
			values: [id],
		})
	).map(({ dedupe_key }) => dedupe_key);

const notices = async ({ appId }: Channel, user = "lin"): Promise<string[]> =>
	(await wechat.control(`GET /chat/${appId}/${user}/transcript`)).items.flatMap(
		({ notice }: Json) => notice ?? [],
	);

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
	const id = `p-${made + 1}`;
	const { appId } = await open({}, { pushTimeoutMs: 1000 }, `http://127.0.0.1:${port}/api/push/${id}`);
	const check = () => wechat.control(`POST /accounts/${appId}/verify`);
	expect(await check()).toMatchObject({ ok: true });
	alter = (body) => body.slice(1);
	expect(await check()).toMatchObject({ ok: false, reason: "mismatch" });
	alter = (body) => `${body}\n`;
	expect(await check()).toMatchObject({ ok: false, reason: "mismatch" });
	alter = (body) => body;
	delayMs = 1200;
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
		const start = performance.now();
		// More pushes, one after the other, than this process has connections: none may be kept by a wake-up that waits.
		for (let n = 0; n < 3 * getPool().options.max; n++)
			expect(await says(channel, "在吗", `somebody-${n}`)).toMatchObject({ verdict: "ACK" });
		expect(performance.now() - start).toBeLessThan(4000);
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
		const id = `p-${made + 1}`;
		const flags = { pushTimeoutMs: 300, retryKeepsTimestamp };
		const channel = await open({}, flags, `http://127.0.0.1:${port}/api/push/${id}`);
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

/** Every event of the reference's list beside the entering, as its name or with what it holds. */
const OTHER_EVENTS: (string | Record<string, unknown>)[] = [
	{ Event: "debug_demo", debug_str: "hello" },
	{
		Event: "wxa_media_check",
		appid: "wx1",
		trace_id: "t",
		version: 2,
		detail: [{ strategy: "m" }],
		errcode: 0,
		result: { suggest: "pass", label: 100 },
	},
	{
		Event: "subscribe_msg_popup_event",
		List: { TemplateId: "t", SubscribeStatusString: "accept", PopupScene: "0" },
	},
	{ Event: "subscribe_msg_change_event", List: [{ TemplateId: "t" }, { TemplateId: "u" }] },
	"subscribe_msg_sent_event",
	{ Event: "user_authorization_revoke", OpenID: "oGone", AppID: "wx", RevokeInfo: "1" },
	{ Event: "user_info_modified", openid: "oGone" },
	{ Event: "user_authorization_cancellation", OpenID: "oGone" },
	"trade_manage_remind_access_api",
	{ Event: "trade_manage_remind_shipping", msg: "m", transaction_id: "4200001" },
	"trade_manage_order_settlement",
	"add_express_path",
	"update_waybill_status",
	"xpay_goods_deliver_notify",
	"xpay_coin_pay_notify",
	"xpay_refund_notify",
	"minigame_deliver",
	"secvod_upload_event",
	"secvod_audit_event",
	{ Event: "weapp_audit_success", SuccTime: 1488856741 },
	{ Event: "weapp_audit_fail", FailTime: 1488856591, Reason: "1:信息" },
	"weapp_audit_delay",
	"wxa_nickname_audit",
	"wxa_category_audit",
	"wxa_privacy_apply",
	"wxa_appeal_record",
	"wxa_illegal_record",
	{ Event: "kf_create_session", KfAccount: "a@b" },
	{ Event: "kf_close_session", KfAccount: "a@b" },
	{ Event: "kf_switch_session", FromKfAccount: "a@b", ToKfAccount: "c@b" },
	{ Event: "user_enter_session_from_card", CardId: "c", UserCardCode: "1" },
	"event_of_the_future",
];

test.each(KINDS.flatMap((kind) => [true, false].map((loose) => ({ ...kind, loose }))))(
	"P8 · $encryption $format: every other event is answered success and makes no conversation (loose types $loose)",
	async ({ loose, ...kind }) => {
		const channel = await open(
			{ ...kind, openingMode: "transfer" },
			{ jsonCreateTimeAsString: loose, singleListAsObject: loose },
		);
		for (const event of OTHER_EVENTS) {
			const fields = { MsgType: "event", ...(typeof event === "string" ? { Event: event } : event) };
			expect(await does(channel, "raw", { fields }), JSON.stringify(event)).toMatchObject({ verdict: "ACK" });
		}
		expect(await count("conversations", `channel_id = '${channel.id}'`)).toBe(0);
		expect(await count("raw_pushes", `channel_id = '${channel.id}'`)).toBe(OTHER_EVENTS.length);
	},
);

test.each(["voice", "video", "shortvideo", "location", "link", "file", "Sticker2030"])(
	"P8 · a message of type %s, which a Mini Program cannot send, is kept as unsupported and answered success",
	async (MsgType) => {
		const channel = await open();
		expect(
			await does(channel, "raw", { fields: { MsgType, MediaId: "m", Location_X: "1.0" } }),
		).toMatchObject({ verdict: "ACK" });
		expect(
			await count(
				"messages m JOIN conversations c ON c.id = m.conversation_id",
				`c.channel_id = '${channel.id}' AND m.content ->> 'type' = 'unsupported'`,
			),
		).toBe(1);
	},
);

test.each(["parallel", "serial"])(
	"P10 · entering twice in the same second is one line and one welcome (perUserOrder %s)",
	async (perUserOrder) => {
		const channel = await open({ openingMode: "bot" }, { perUserOrder });
		await setRules(channel.id, [
			{
				name: "欢迎",
				trigger: { kind: "enter", cooldownMinutes: 10 },
				actions: [{ kind: "reply", text: "欢迎" }],
			},
		]);
		await wechat.control("POST /clock", { set: Math.floor(Date.now() / 1000) });
		await Promise.all([1, 2, 3].map(() => does(channel, "enter", { sessionFrom: "order-7" })));
		const all = await rows<{ type: string; text: string | null }>({
			text: `SELECT m.type, m.content ->> 'text' AS text FROM messages m JOIN conversations c ON c.id = m.conversation_id
			WHERE c.channel_id = $1 ORDER BY m.seq`,
			values: [channel.id],
		});
		const entered = all.filter(({ type }) => type === "customer_entered").length;
		expect(entered).toBe(new Set(await keysOf(channel)).size);
		expect(all.filter(({ text }) => text === "欢迎")).toHaveLength(1);
	},
);

test.each([false, true])(
	"P11 · a SessionFrom that was cut is kept as it came (cutsMidCharacter %s)",
	async (cutsMidCharacter) => {
		for (const kind of KINDS) {
			const channel = await open(kind, { cutsMidCharacter });
			const sessionFrom = JSON.stringify({ nickName: "林", note: "汉".repeat(500) });
			expect(await does(channel, "enter", { sessionFrom })).toMatchObject({ verdict: "ACK" });
			const { kept } = await row<{ kept: string }>({
				text: "SELECT session_from AS kept FROM customers WHERE channel_id = $1",
				values: [channel.id],
			});
			expect(sessionFrom.startsWith(kept.replace(/\uFFFD+$/, ""))).toBe(true);
			expect(Buffer.byteLength(kept)).toBeGreaterThan(990);
			expect(await says(channel, "你好")).toMatchObject({ verdict: "ACK" });
		}
	},
);

test("A1 · the same person in two accounts has two conversations, and a packet of one account is refused at the other's URL", async () => {
	const [one, other] = [await open(), await open()];
	await says(one, "给一", "same");
	await says(other, "给二", "same");
	expect([await textsOf(one), await textsOf(other)]).toEqual([["给一"], ["给二"]]);
	const { items } = await wechat.control(`GET /pushes?appid=${one.appId}`);
	const sent = items[0].attempts[0].request;
	const { pathname, search } = new URL(sent.url);
	expect(pathname).toBe(new URL(door.urlOf(one.id)).pathname);
	const astray = await fetch(`${door.urlOf(other.id)}${search}`, { method: "POST", body: sent.body });
	expect([astray.status, await astray.text()]).toEqual([403, ""]);
	expect(await textsOf(other)).toEqual(["给二"]);
});
