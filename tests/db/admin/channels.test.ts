import { expect, test } from "vitest";
import { createChannelSchema } from "@/lib/admin/channel-schema";
import { createChannel, listChannels } from "@/lib/admin/channels";
import { getAccount } from "@/lib/channels/accounts";
import { count, makeAgent } from "@/tests/support/desk";
import { push, textPacket } from "@/tests/support/packets";

const GOOD = {
	kind: "miniprogram",
	name: "栗子优选",
	appId: "wxba5fad812f8e6fb9",
	appSecret: "the-secret-of-it",
	originalId: "gh_97417a04a28d",
	token: "AAAAA",
	encodingAesKey: "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
	encryption: "safe",
	format: "xml",
} as const;

const { agent } = await makeAgent("王琳", { role: "admin" });

test("a channel just made answers WeChat at its push URL, and its secrets never come out", async () => {
	const made = await createChannel(createChannelSchema.parse(GOOD), agent.id);
	expect(made.pushUrl).toBe(`http://127.0.0.1:3000/api/push/${made.id}`);
	const shown = JSON.stringify([made, await listChannels()]);
	for (const secret of [GOOD.appSecret, GOOD.encodingAesKey, `"${GOOD.token}"`])
		expect(shown).not.toContain(secret);
	const channel = { ...GOOD, id: made.id, openingMode: "bot" as const };
	expect(await push(channel, textPacket(channel, "oNew", "hi"))).toMatchObject({
		status: 200,
		body: "success",
	});
	expect(await getAccount(made.id)).toMatchObject({ appSecret: GOOD.appSecret, token: GOOD.token });
	expect(await count("audit_entries", `action = 'channel.create' AND target = '${made.id}'`)).toBe(1);
	expect(await count("audit_entries", `details::text LIKE '%${GOOD.appSecret}%'`)).toBe(0);
});

test("an appid or an id in use is a conflict, and nothing is kept of it", async () => {
	const before = await count("channels");
	await expect(createChannel(createChannelSchema.parse(GOOD), agent.id)).rejects.toMatchObject({
		code: "conflict",
		status: 409,
	});
	const other = { ...GOOD, id: "taken", appId: "wx0000000000000001" };
	await createChannel(createChannelSchema.parse(other), agent.id);
	const again = { ...other, appId: "wx0000000000000002" };
	await expect(createChannel(createChannelSchema.parse(again), agent.id)).rejects.toMatchObject({
		code: "conflict",
	});
	expect(await count("channels")).toBe(before + 1);
	expect(await count("audit_entries", "target = 'taken'")).toBe(1);
});

test("asked for ahead of its making, a channel is there the moment it is made", async () => {
	await expect(getAccount("early")).rejects.toMatchObject({ code: "not_found" });
	await createChannel(
		createChannelSchema.parse({ ...GOOD, id: "early", appId: "wx0000000000000003" }),
		agent.id,
	);
	expect(await getAccount("early")).toMatchObject({ id: "early" });
});

test.each([
	["encodingAesKey", { encodingAesKey: null }],
	["encodingAesKey", { encodingAesKey: "short" }],
	["encodingAesKey", { encodingAesKey: undefined, encryption: "compat" }],
	["appId", { appId: "1234" }],
	["token", { token: "has blank" }],
	["originalId", { originalId: "" }],
	["name", { name: " " }],
	["name", { name: "a\0b" }],
	["id", { id: "../../etc" }],
	["format", { format: "yaml" }],
	["appSecret", { appSecret: "" }],
])("a wrong %s is named", (field, change) => {
	const parsed = createChannelSchema.safeParse({ ...GOOD, ...change });
	expect(parsed.error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
});

test("in plain mode no key is needed", () => {
	expect(createChannelSchema.safeParse({ ...GOOD, encryption: "plain", encodingAesKey: null }).success).toBe(
		true,
	);
});
