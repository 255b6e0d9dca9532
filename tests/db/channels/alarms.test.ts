import { beforeEach, expect, test } from "vitest";
import { healAlarms, listAlarms, raiseAlarm } from "@/lib/channels/alarms";
import { sync } from "@/lib/conversations/sync";
import { rows } from "@/lib/db";
import { closeHub, isListening, listen } from "@/lib/live/hub";
import { count, makeAgent, makeChannel } from "@/tests/support/desk";

const { id: channelId } = await makeChannel("alarmed");
const { id: otherId } = await makeChannel("calm");

beforeEach(async () => {
	await rows({ text: "DELETE FROM channel_alarms" });
	await rows({ text: "DELETE FROM audit_entries" });
});

test("an alarm raised again is one alarm, counted, and one entry of the audit trail", async () => {
	await Promise.all(Array.from({ length: 5 }, () => raiseAlarm(channelId, "signature")));
	expect(await listAlarms(null)).toHaveLength(1);
	expect(await count("channel_alarms", "count = 5")).toBe(1);
	expect(await count("audit_entries", "action = 'channel.alarm'")).toBe(1);
});

test("a healed alarm is gone and a new fault is a new alarm", async () => {
	await raiseAlarm(channelId, "relay");
	expect(await healAlarms(channelId, ["credential"])).toBe(false);
	expect(await healAlarms(channelId, ["credential", "relay"])).toBe(true);
	expect(await healAlarms(channelId, ["relay"])).toBe(false);
	expect(await listAlarms(null)).toEqual([]);
	await raiseAlarm(channelId, "relay");
	expect(await count("channel_alarms")).toBe(2);
	expect(await count("audit_entries")).toBe(3);
});

test("40164 names the address to allow, in both languages, and says what to do", async () => {
	const errmsg = "invalid ip 1.2.3.4 ipv6 ::ffff:1.2.3.4, not in whitelist";
	await raiseAlarm(channelId, "ip_not_listed", { errcode: 40164, details: { errmsg } });
	const [alarm] = await listAlarms(null);
	for (const words of [alarm?.explanation, alarm?.nextStep]) {
		expect(words?.zh).toContain("1.2.3.4");
		expect(words?.en).toContain("1.2.3.4");
	}
	expect(alarm?.explanation.zh).not.toContain("未送达");
});

test("a push from a strange address is shown with the address", async () => {
	await raiseAlarm(channelId, "source_ip", { details: { address: "203.0.113.9" } });
	expect(await listAlarms(null)).toMatchObject([
		{ kind: "source_ip", errcode: null, explanation: { zh: expect.stringContaining("203.0.113.9") } },
	]);
});

test("only people who see the channel see its alarms, in what every sync answers", async () => {
	await raiseAlarm(channelId, "credential", { errcode: 40125 });
	const entitled = await makeAgent("管理", { channelIds: [channelId] });
	const stranger = await makeAgent("别人", { channelIds: [otherId] });
	expect((await sync(entitled, {}, new Date())).alarms).toMatchObject([{ channelId, kind: "credential" }]);
	expect((await sync(stranger, {}, new Date())).alarms).toEqual([]);
});

test("raising and healing wake every screen, seeing it again does not", async () => {
	let woken = 0;
	const unlisten = listen({ wake: () => woken++, resync() {}, end() {} });
	await expect.poll(isListening).toBe(true);
	await raiseAlarm(channelId, "token");
	await expect.poll(() => woken).toBe(1);
	await raiseAlarm(channelId, "token");
	await healAlarms(channelId, ["token"]);
	await expect.poll(() => woken).toBe(2);
	unlisten();
	await closeHub();
});
