import { beforeEach, expect, test } from "vitest";
import { rows } from "@/lib/db";

import { logOfDeliverer } from "@/tests/support/deliverers";
import { openOutbox } from "@/tests/support/outbox";

const desk = await openOutbox("logs");
const { wechat, channel, conversationWith } = desk;

beforeEach(desk.clear);

const secretsNow = () => [
	channel.appSecret,
	channel.token,
	channel.encodingAesKey ?? "none",
	process.env.ENCRYPTION_KEY ?? "none",
	process.env.NEXTAUTH_SECRET ?? "none",
	...wechat.simulator.world.tokenOwners.keys(),
];

test("whatever goes wrong on the way out, no secret and no token stands in the log", async () => {
	const ids = await Promise.all(
		["a", "b", "c", "d", "e"].map((user) => conversationWith(`log${user}`, ["1"])),
	);
	await desk.fault("errcode", { errcode: 40001, count: 1 });
	await desk.fault("resetAfter", { count: 1 });
	await desk.fault("resetBefore", { count: 1 });
	await desk.fault("html", { count: 1 });
	const output = await logOfDeliverer(ids);
	const left = secretsNow().filter((secret) => output.includes(secret));
	expect(left).toEqual([]);
	const kept = await rows<{ errmsg: string | null }>({ text: "SELECT errmsg FROM messages" });
	const texts = JSON.stringify(kept);
	expect(secretsNow().filter((secret) => texts.includes(secret))).toEqual([]);
});

test("a channel that cannot be opened is logged without what was in it", async () => {
	const conversationId = await conversationWith("logsealed", ["1"]);
	await rows({ text: "UPDATE channels SET secrets = $1", values: [Buffer.from(JSON.stringify(channel))] });
	const output = await logOfDeliverer([conversationId]);
	expect(output).toContain("a channel could not be opened");
	expect(secretsNow().filter((secret) => output.includes(secret))).toEqual([]);
});
