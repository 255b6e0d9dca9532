import { createServer, type IncomingHttpHeaders, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeEach, expect, test } from "vitest";
import { forgetAccount } from "@/lib/channels/accounts";
import { listAlarms } from "@/lib/channels/alarms";
import { RELAY_HEADER, relayTarget } from "@/lib/channels/relay";
import { answerPush, type DoorRequest } from "@/lib/conversations/push-door";
import { getPrisma, rows } from "@/lib/db";
import { type Channel, count, makeChannel, registerAccount } from "@/tests/support/desk";
import { openDoor } from "@/tests/support/door";
import { enterPacket, packet, push, seal, textPacket } from "@/tests/support/packets";
import { startWechat } from "@/tests/support/simulator";

interface Heard {
	method: string | undefined;
	url: string | undefined;
	headers: IncomingHttpHeaders;
	body: Buffer;
}

const wechat = await startWechat();
const door = await openDoor();
const heard: Heard[] = [];
const ok: RequestListener = (_request, response) =>
	response
		.writeHead(200, { "content-type": "text/xml; charset=gbk" })
		.end(Buffer.from([0x3c, 0xff, 0, 0x0a, 0x3e]));
let answer: RequestListener = ok;

const backend = createServer((request, response) => {
	const chunks: Buffer[] = [];
	request.on("data", (chunk: Buffer) => chunks.push(chunk));
	request.on("end", () => {
		const { method, url, headers } = request;
		heard.push({ method, url, headers, body: Buffer.concat(chunks) });
		answer(request, response);
	});
});
await new Promise<void>((resolve) => backend.listen(0, "127.0.0.1", resolve));
const backendUrl = `http://127.0.0.1:${(backend.address() as AddressInfo).port}/push?own=1`;
afterAll(() => {
	backend.closeAllConnections();
	backend.close();
});

beforeEach(() => {
	heard.length = 0;
	answer = ok;
});

async function makeRelayed(
	id: string,
	change: Partial<Channel> = {},
	relayUrl = backendUrl,
): Promise<Channel> {
	const channel = await makeChannel(id, change);
	await relayTo(id, relayUrl);
	return channel;
}

async function relayTo(id: string, relayUrl: string | null): Promise<void> {
	await getPrisma().channel.update({ where: { id }, data: { relayUrl } });
	forgetAccount(id);
}

const eventOf = (channel: Channel, name = "xpay_goods_deliver_notify", id = "1") =>
	packet(channel, "oPays", { MsgType: "event", Event: name, OutTradeNo: id });

const alarmsOf = async (channelId: string) =>
	(await listAlarms([channelId])).map(({ kind }) => kind as string);

test.each(["plain", "compat", "safe"] as const)(
	"%s: another event reaches the backend byte for byte with its query, and its answer reaches WeChat byte for byte",
	async (encryption) => {
		const channel = await makeRelayed(`relay-${encryption}`, { encryption, format: "xml" });
		const request = seal(channel, eventOf(channel));
		const answered = await answerPush({ ...request, contentType: "text/xml" }, new Date());
		expect(answered).toMatchObject({ status: 200, contentType: "text/xml; charset=gbk" });
		expect([...Buffer.from(answered.body)]).toEqual([0x3c, 0xff, 0, 0x0a, 0x3e]);
		expect(heard).toHaveLength(1);
		const [relayed] = heard;
		expect(relayed?.url).toBe(`/push?own=1&${request.query}`);
		expect(relayed?.body.equals(Buffer.from(request.body))).toBe(true);
		expect(relayed?.headers).toMatchObject({ "content-type": "text/xml", [RELAY_HEADER]: channel.id });
		expect(await count("raw_pushes", `channel_id = '${channel.id}'`)).toBe(1);
	},
);

test("what belongs to customer service is never passed on", async () => {
	const channel = await makeRelayed("relay-kf", { openingMode: "transfer" });
	await push(channel, textPacket(channel, "oKf", "hi"));
	await push(channel, enterPacket(channel, "oKf"));
	await push(channel, packet(channel, "oKf", { MsgType: "voice", MsgId: "77" }));
	expect(heard).toEqual([]);
});

test("a copy of an answered push gets the same answer again, and the backend is not asked twice", async () => {
	const channel = await makeRelayed("relay-copy", { encryption: "safe" });
	const clear = eventOf(channel);
	answer = (_request, response) => response.end(`answer ${heard.length}`);
	const first = await push(channel, clear);
	expect(Buffer.from(first.body).toString()).toBe("answer 1");
	expect(await push(channel, clear)).toEqual(first);
	expect(heard).toHaveLength(1);
	const [stored] = await rows<{ relayed: Buffer }>({
		text: "SELECT relayed FROM push_receipts WHERE channel_id = 'relay-copy'",
	});
	expect(stored?.relayed.includes("answer")).toBe(false);
});

test("copies at one instant all get one answer, whichever the backend gave first", async () => {
	const channel = await makeRelayed("relay-instant");
	answer = (_request, response) => response.end(`answer ${heard.length}`);
	const clear = eventOf(channel);
	const answers = await Promise.all(Array.from({ length: 8 }, () => push(channel, clear)));
	expect(new Set(answers.map(({ status, body }) => `${status} ${Buffer.from(body)}`)).size).toBe(1);
	expect(await count("raw_pushes", "channel_id = 'relay-instant'")).toBe(1);
});

const FAILURES: [string, RequestListener][] = [
	["status 500", (_request, response) => response.writeHead(500).end("x")],
	["a redirect", (_request, response) => response.writeHead(302, { location: "/other" }).end()],
	["status 204", (_request, response) => response.writeHead(204).end()],
	["a broken connection", (request) => request.socket.resetAndDestroy()],
	["an answer of more than 64 KiB", (_request, response) => response.end("x".repeat(64 * 1024 + 1))],
];
test.each(FAILURES)("%s is 503 with nothing of it, and WeChat's retry asks again", async (name, failing) => {
	const channel = await makeRelayed(`relay-fails-${name.replace(/\W+/g, "-")}`);
	const clear = eventOf(channel);
	answer = failing;
	expect(await push(channel, clear)).toMatchObject({ status: 503, body: "" });
	expect(heard).toHaveLength(1);
	answer = (_request, response) => response.end("at last");
	const again = await push(channel, clear);
	expect([again.status, Buffer.from(again.body).toString()]).toEqual([200, "at last"]);
	expect(heard).toHaveLength(2);
	expect(await count("raw_pushes", `channel_id = '${channel.id}'`)).toBe(1);
});

test("an answer of 64 KiB passes, and an empty one too", async () => {
	const channel = await makeRelayed("relay-size");
	answer = (_request, response) => response.end("x".repeat(64 * 1024));
	expect((await push(channel, eventOf(channel, "a"))).body).toHaveLength(64 * 1024);
	answer = (_request, response) => response.end();
	expect(await push(channel, eventOf(channel, "b"))).toMatchObject({ status: 200 });
});

test.each<[string, RequestListener]>([
	["says nothing", () => undefined],
	[
		"never stops talking",
		(_request, response) => {
			const timer = setInterval(() => response.write("x"), 20);
			response.on("close", () => clearInterval(timer));
		},
	],
])(
	"WeChat has its answer within 4.2 seconds when the backend %s, and customers are served meanwhile",
	async (_what, hangs) => {
		const channel = await makeRelayed(`relay-hangs-${hangs.length}`);
		answer = hangs;
		let over = false;
		const waiting = Promise.all(
			Array.from({ length: 30 }, (_, n) => push(channel, eventOf(channel, "wxa_media_check", String(n)))),
		);
		void waiting.then(() => {
			over = true;
		});
		const served = await push(channel, textPacket(channel, "oServed", "在吗"));
		expect(served).toMatchObject({ status: 200, body: "success" });
		expect(over).toBe(false);
		expect(new Set((await waiting).map(({ status }) => status))).toEqual(new Set([503]));
	},
);

test("no time left: nothing is asked", async () => {
	const channel = await makeRelayed("relay-late");
	const request: DoorRequest = seal(channel, eventOf(channel));
	const slow = async () => {
		await new Promise((resolve) => setTimeout(resolve, 3950));
		return request.body as Uint8Array;
	};
	expect(await answerPush({ ...request, body: slow }, new Date())).toMatchObject({ status: 503 });
	expect(heard).toEqual([]);
});

test("three failures in a row raise the alarm, an answer heals it", async () => {
	const channel = await makeRelayed("relay-alarm", {}, "http://127.0.0.1:9/nobody");
	for (const id of ["1", "2"]) expect((await push(channel, eventOf(channel, "e", id))).status).toBe(503);
	expect(await alarmsOf("relay-alarm")).toEqual([]);
	expect((await push(channel, eventOf(channel, "e", "3"))).status).toBe(503);
	await expect.poll(() => alarmsOf("relay-alarm")).toEqual(["relay"]);
	await relayTo("relay-alarm", backendUrl);
	expect((await push(channel, eventOf(channel, "e", "3"))).status).toBe(200);
	await expect.poll(() => alarmsOf("relay-alarm")).toEqual([]);
});

test("a push that a console has passed on goes no further: two relays that name each other stop at once", async () => {
	const one = await makeRelayed("loop-one");
	await relayTo("loop-one", door.urlOf("loop-one"));
	const answered = await push(one, eventOf(one));
	expect([answered.status, Buffer.from(answered.body).toString()]).toEqual([200, "success"]);
	expect(await count("raw_pushes", "channel_id = 'loop-one'")).toBe(1);
	const two = await makeRelayed(
		"loop-two",
		{ token: one.token, originalId: one.originalId },
		door.urlOf("loop-one"),
	);
	await relayTo("loop-one", door.urlOf("loop-two"));
	const around = await push(two, eventOf(two, "round"));
	expect([around.status, Buffer.from(around.body).toString()]).toEqual([200, "success"]);
});

test("a stranger's push is not passed on", async () => {
	const channel = await makeRelayed("relay-stranger", { encryption: "safe" });
	const forged = seal({ ...channel, token: "guessed" }, eventOf(channel));
	expect(await answerPush(forged, new Date())).toMatchObject({ status: 403 });
	expect(heard).toEqual([]);
});

test("when a customer withdraws their consent the backend hears of it and the task is opened", async () => {
	const channel = await makeRelayed("relay-erase");
	const fields = {
		MsgType: "event",
		Event: "user_authorization_revoke",
		OpenID: "oErase",
		AppID: channel.appId,
	};
	await push(channel, packet(channel, "oWechat", fields));
	expect(heard).toHaveLength(1);
	expect(await count("erase_tasks", "channel_id = 'relay-erase' AND external_id = 'oErase'")).toBe(1);
});

test("through the simulated WeChat: it takes the backend's structured answer for its own event", async () => {
	const channel = await makeRelayed("relay-sim");
	await registerAccount(wechat, channel, door.urlOf(channel.id));
	answer = (_request, response) =>
		response.setHeader("content-type", "application/json").end('{"ErrCode":0,"ErrMsg":"success"}');
	const fields = { MsgType: "event", Event: "xpay_goods_deliver_notify" };
	const { delivery } = await wechat.control(`POST /chat/${channel.appId}/lin/raw?wait=1`, { fields });
	expect(delivery).toMatchObject({ verdict: "ACK" });
	expect(heard).toHaveLength(1);
});

test("the address of the backend keeps its own query in front", () => {
	const query = new URLSearchParams({ a: "1 2", b: "&" });
	expect(relayTarget("https://x.example/p?q=1", query)).toBe("https://x.example/p?q=1&a=1+2&b=%26");
	expect(relayTarget("https://x.example/p", query)).toBe("https://x.example/p?a=1+2&b=%26");
	expect(relayTarget("https://x.example/p?", new URLSearchParams())).toBe("https://x.example/p");
});
