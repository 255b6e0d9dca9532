import { beforeAll, expect, test } from "vitest";
import { row, rows } from "@/lib/db";
import { count, makeChannel, registerAccount } from "@/tests/support/desk";
import { openDoor } from "@/tests/support/door";
import { type Json, startWechat } from "@/tests/support/simulator";

const wechat = await startWechat();
const door = await openDoor();
const { items: ATTACKS }: { items: { name: string; only: string }[] } = await wechat.control("GET /attacks");

const TABLES = [
	"push_receipts",
	"raw_pushes",
	"customers",
	"conversations",
	"messages",
	"reply_grants",
	"media",
];
const kept = () => Promise.all(TABLES.map((table) => count(table)));

const ACCOUNTS = (["plain", "compat", "safe"] as const).flatMap((encryption) =>
	(["xml", "json"] as const).map((format) => ({ id: `${encryption}-${format}`, encryption, format })),
);

beforeAll(async () => {
	for (const { id, ...kind } of ACCOUNTS) {
		await registerAccount(wechat, await makeChannel(id, kind), door.urlOf(id));
	}
});

test("the simulator offers the attacks of its specification", () => {
	expect(ATTACKS.length).toBeGreaterThanOrEqual(35);
});

for (const { id, encryption, format } of ACCOUNTS) {
	const fitting = ATTACKS.filter(
		({ only }) => only === "any" || only === format || (only === "encrypted" && encryption !== "plain"),
	);
	test.each(fitting)(
		`P9 · ${id}: $name is turned away or harmless, and the next good push works`,
		async ({ name }) => {
			const appId = await appIdOf(id);
			const before = await kept();
			const attack = await wechat.control(`POST /attacks/${appId}/${name}`, {});
			expect(attack, JSON.stringify(attack)).toMatchObject({ ok: true });
			expect(attack.body ?? "").not.toMatch(/\bat \S+:\d+|Error|node_modules/);
			if (attack.status !== 200) expect(await kept()).toEqual(before);
			else if (attack.expect === "harmless") await expectPlainData(before);
			else expect(await kept()).toEqual(before);
			const good = await wechat.control(`POST /chat/${appId}/good/text?wait=1`, {
				content: `after ${name}`,
			});
			expect(good.delivery).toMatchObject({ verdict: "ACK" });
			expect(await count("messages", `content ->> 'text' = 'after ${name}'`)).toBeGreaterThan(0);
		},
	);
}

/** At most one message more, of the one who sent it, and no prototype has changed. */
async function expectPlainData(before: number[]): Promise<void> {
	const [receipts = 0] = before;
	expect((await count("push_receipts")) - receipts).toBeLessThanOrEqual(1);
	expect(({} as Json).polluted).toBeUndefined();
	expect(await count("customers", "external_id = 'oVictim'")).toBe(0);
}

test("nothing that was refused has left a trace of its words", async () => {
	const words = ["wrong msg_signature", "missing msg_signature", "tail", "who?", "from nobody", "passwd"];
	const texts = await rows<{ text: string }>({ text: "SELECT content ->> 'text' AS text FROM messages" });
	const traces = texts.filter(({ text }) =>
		words.some((word) => text?.includes(word) && !text.startsWith("after ")),
	);
	expect(traces).toEqual([]);
});

const appIdOf = async (channelId: string): Promise<string> =>
	(await row<{ app_id: string }>({ text: "SELECT app_id FROM channels WHERE id = $1", values: [channelId] }))
		.app_id;
