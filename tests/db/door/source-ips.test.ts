import { expect, test } from "vitest";
import { forgetAccount } from "@/lib/channels/accounts";
import { listAlarms } from "@/lib/channels/alarms";
import { isListed } from "@/lib/channels/source-ips";
import { answerPush } from "@/lib/conversations/push-door";
import { getPrisma, rows } from "@/lib/db";
import { sweep } from "@/lib/jobs/worker";
import { type Channel, count, makeChannel, registerAccount } from "@/tests/support/desk";
import { seal, textPacket } from "@/tests/support/packets";
import { startWechat } from "@/tests/support/simulator";

const wechat = await startWechat();

async function makeWatched(id: string, watchSourceIps = true): Promise<Channel> {
	const channel = await makeChannel(id);
	await registerAccount(wechat, channel, "http://127.0.0.1:9/");
	await getPrisma().channel.update({ where: { id }, data: { watchSourceIps } });
	forgetAccount(id);
	return channel;
}

const pushFrom = (channel: Channel, address: string | null) =>
	answerPush({ ...seal(channel, textPacket(channel, "oFrom", "hi")), address }, new Date());
const alarmsOf = (channelId: string) => listAlarms([channelId]);
const listed = async (id: string) =>
	(await getPrisma().channel.findUniqueOrThrow({ where: { id } })).callbackIps;

test("the sweep asks WeChat for its addresses once a day, for watched channels only", async () => {
	await makeWatched("watched");
	await makeWatched("unwatched", false);
	await sweep(new Date());
	expect(await listed("watched")).toEqual(["127.0.0.1", "101.226.103.0/25"]);
	expect(await listed("unwatched")).toEqual([]);
	expect(await wechat.calls("getcallbackip")).toBe(1);
	await sweep(new Date());
	expect(await wechat.calls("getcallbackip")).toBe(1);
	await rows({
		text: "UPDATE channels SET callback_ips_at = now() - interval '25 hours' WHERE id = 'watched'",
	});
	await Promise.all([sweep(new Date()), sweep(new Date())]);
	expect(await wechat.calls("getcallbackip")).toBe(2);
});

test("when WeChat cannot be asked the old list stays, and the next try is an hour away", async () => {
	const channel = await makeWatched("no-answer");
	await sweep(new Date());
	await wechat.control("POST /faults", {
		target: "api",
		kind: "errcode",
		errcode: 48001,
		path: "getcallbackip",
	});
	await rows({
		text: "UPDATE channels SET callback_ips_at = now() - interval '25 hours' WHERE id = 'no-answer'",
	});
	const before = await wechat.calls("getcallbackip");
	await sweep(new Date());
	await sweep(new Date());
	expect((await wechat.calls("getcallbackip")) - before).toBe(1);
	expect(await listed(channel.id)).toHaveLength(2);
	expect(
		await count(
			"channels",
			"id = 'no-answer' AND callback_ips_at BETWEEN now() - interval '24 hours' AND now() - interval '22 hours'",
		),
	).toBe(1);
	await wechat.control("DELETE /faults");
});

test("a good push from elsewhere is taken, and raises the alarm with its address; the next list clears it", async () => {
	const channel = await makeWatched("elsewhere");
	await sweep(new Date());
	for (const address of ["127.0.0.1", "::ffff:101.226.103.5", null])
		expect(await pushFrom(channel, address)).toMatchObject({ status: 200, body: "success" });
	expect(await alarmsOf("elsewhere")).toEqual([]);
	expect(await pushFrom(channel, "::ffff:203.0.113.9")).toMatchObject({ status: 200, body: "success" });
	await expect
		.poll(() => alarmsOf("elsewhere"))
		.toMatchObject([{ kind: "source_ip", explanation: { en: expect.stringMatching(/ 203\.0\.113\.9$/) } }]);
	await rows({
		text: "UPDATE channels SET callback_ips_at = now() - interval '25 hours' WHERE id = 'elsewhere'",
	});
	await sweep(new Date());
	expect(await alarmsOf("elsewhere")).toEqual([]);
});

test("a bad push raises no such alarm, and neither does a channel that is not watched or has no list yet", async () => {
	const watched = await makeWatched("bad-push");
	const quiet = await makeWatched("not-watched", false);
	await pushFrom(watched, "203.0.113.9");
	await sweep(new Date());
	await pushFrom({ ...watched, token: "guessed" }, "203.0.113.9");
	await pushFrom(quiet, "203.0.113.9");
	expect(
		await count("channel_alarms", "kind = 'source_ip' AND channel_id IN ('bad-push', 'not-watched')"),
	).toBe(0);
});

test.each([
	["101.226.103.0", true],
	["101.226.103.127", true],
	["101.226.103.128", false],
	["::ffff:101.226.103.1", true],
	["1.2.3.4", true],
	["1.2.3.5", false],
	["2001:db8::1", true],
	["2001:DB8:0:0:0:0:0:1", true],
	["2001:db8:ff::9", true],
	["2001:db9::1", false],
	["", false],
	["unknown", false],
	["1.2.3.4, 5.6.7.8", false],
])("%s is listed: %s", (address, expected) => {
	const list = ["101.226.103.0/25", "1.2.3.4", "2001:db8::1", "2001:db8:ff::/48", "nonsense", "1.2.3.4/99"];
	expect(isListed(address, list)).toBe(expected);
});
