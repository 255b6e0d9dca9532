import { expect, test } from "vitest";
import { forgetAccount } from "@/lib/channels/accounts";
import { listAlarms } from "@/lib/channels/alarms";
import { countRefusal, isCrowded } from "@/lib/channels/refusals";
import { answerPush, type DoorRequest } from "@/lib/conversations/push-door";
import { getPrisma, rows } from "@/lib/db";
import { MINUTE_MS } from "@/lib/time";
import { type Channel, count, makeChannel } from "@/tests/support/desk";
import { push, seal, textPacket } from "@/tests/support/packets";

const EVIL = "203.0.113.66";

/** Signed by somebody who does not know the token. */
const forged = (channel: Channel) =>
	seal({ ...channel, token: "guessed" }, textPacket(channel, "oForged", "hi"));

const from = (address: string | null, request: DoorRequest, now = new Date()) =>
	answerPush({ ...request, address }, now);

async function forge(channel: Channel, times: number, address: string | null, now?: Date): Promise<number[]> {
	const statuses: number[] = [];
	for (let n = 0; n < times; n++) statuses.push((await from(address, forged(channel), now)).status);
	return statuses;
}

const alarmsOf = async (channelId: string) =>
	(await listAlarms([channelId])).map(({ kind }) => kind as string);

test.each(["plain", "compat", "safe"] as const)(
	"%s: an address that was refused twenty times gets 429 unread; a good push from it passes all the same",
	async (encryption) => {
		const channel = await makeChannel(`crowd-${encryption}`, { encryption });
		const address = `${EVIL.slice(0, -2)}${encryption.length}`;
		expect(await forge(channel, 20, address)).toEqual(Array(20).fill(403));
		let read = 0;
		const body = async () => {
			read += 1;
			return forged(channel).body;
		};
		expect(await from(address, { ...forged(channel), body })).toMatchObject({ status: 429, body: "" });
		expect(read).toBe(0);
		for (let n = 0; n < 5; n++) {
			const good = seal(channel, textPacket(channel, "oGood", `第${n}条`));
			expect(await from(address, good)).toMatchObject({ status: 200, body: "success" });
			expect((await from(address, forged(channel))).status).toBe(429);
		}
		expect((await from("198.51.100.1", forged(channel))).status).toBe(403);
	},
);

test("the URL check of a crowded address passes when it is right and is 429 when it is not", async () => {
	const channel = await makeChannel("crowd-get");
	await forge(channel, 20, "203.0.113.90");
	const right = seal(channel, "").query;
	right.set("echostr", "123");
	const get = (query: URLSearchParams) =>
		from("203.0.113.90", { channelId: channel.id, method: "GET", query, body: new Uint8Array() });
	expect(await get(right)).toMatchObject({ status: 200, body: "123" });
	right.set("nonce", "0");
	expect(await get(right)).toMatchObject({ status: 429, body: "" });
});

test("after five minutes an address is as good as any, and one nobody knows is never held back", async () => {
	const channel = await makeChannel("crowd-time");
	const start = new Date();
	expect((await forge(channel, 21, "203.0.113.91", start)).at(-1)).toBe(429);
	const later = new Date(start.getTime() + 5 * MINUTE_MS + 1);
	expect((await from("203.0.113.91", forged(channel), later)).status).toBe(403);
	expect(new Set(await forge(channel, 30, null))).toEqual(new Set([403]));
});

test("a whole IPv6 network counts as one address, an IPv4 one however it is written, and memory stays bounded", () => {
	const now = new Date();
	const refuse = (address: string) => countRefusal({ channelId: "nobody", address, reason: "x" }, now);
	for (let n = 0; n < 20; n++) refuse(`2001:db8:1:2::${n.toString(16)}`);
	expect(isCrowded("2001:db8:1:2:ffff::1", now)).toBe(true);
	expect(isCrowded("2001:db8:1:3::1", now)).toBe(false);
	for (let n = 0; n < 20; n++) refuse(n % 2 ? "::ffff:192.0.2.7" : "192.0.2.7");
	expect(isCrowded("192.0.2.7", now)).toBe(true);
	for (let n = 0; n < 10_000; n++) refuse(`10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`);
	expect(isCrowded("192.0.2.7", now)).toBe(false);
});

test("ten refusals without a good push raise the alarm with count and reason, once; the next good push heals it", async () => {
	const channel = await makeChannel("alarm", { encryption: "safe" });
	await forge(channel, 9, "203.0.113.92");
	expect(await alarmsOf("alarm")).toEqual([]);
	await forge(channel, 1, "203.0.113.93");
	await expect.poll(() => alarmsOf("alarm")).toEqual(["signature"]);
	await forge(channel, 15, "203.0.113.94");
	const [raised] = await rows<{ count: number; details: unknown }>({
		text: "SELECT count, details FROM channel_alarms WHERE channel_id = 'alarm'",
	});
	expect(raised).toEqual({ count: 1, details: { refusals: 10, reason: "msg_signature is wrong" } });
	expect(await push(channel, textPacket(channel, "oHeals", "hi"))).toMatchObject({ status: 200 });
	await expect.poll(() => alarmsOf("alarm")).toEqual([]);
	expect(await count("audit_entries", "target = 'alarm'")).toBe(2);
});

test("where good pushes arrive between, strangers raise no alarm", async () => {
	const channel = await makeChannel("proven");
	for (let n = 0; n < 4; n++) {
		await forge(channel, 8, `203.0.113.${100 + n}`);
		await push(channel, textPacket(channel, "oProven", `第${n}条`));
	}
	expect(await count("channel_alarms", "channel_id = 'proven'")).toBe(0);
});

test("a Token changed on one side alone is noticed, although WeChat's address is soon not read any more", async () => {
	const channel = await makeChannel("token-changed", { encryption: "safe" });
	expect(await forge(channel, 40, "203.0.113.95")).toContain(429);
	await expect.poll(() => alarmsOf("token-changed")).toEqual(["signature"]);
});

test("what is signed and broken counts against nobody", async () => {
	const channel = await makeChannel("broken");
	for (let n = 0; n < 30; n++) expect((await from("203.0.113.96", seal(channel, "{"))).status).toBe(400);
	expect((await from("203.0.113.96", forged(channel))).status).toBe(403);
	expect(await count("channel_alarms", "channel_id = 'broken'")).toBe(0);
});

test("the freshness setting refuses what is too old or too early, in every encryption, and nothing without it", async () => {
	for (const encryption of ["plain", "compat", "safe"] as const) {
		const channel = await makeChannel(`fresh-${encryption}`, { encryption });
		const at = (seconds: number) =>
			answerPush(seal(channel, textPacket(channel, "oFresh", "hi")), new Date(Date.now() + seconds * 1000));
		expect((await at(86_400)).status).toBe(200);
		await getPrisma().channel.update({ where: { id: channel.id }, data: { freshnessSeconds: 300 } });
		forgetAccount(channel.id);
		expect((await at(290)).status).toBe(200);
		expect((await at(-290)).status).toBe(200);
		expect((await at(310)).status).toBe(403);
		expect((await at(-310)).status).toBe(403);
	}
});
