/** The reply ledger as a machine: whatever happens in whatever order, it never promises what WeChat did not grant. */
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { row, rows } from "@/lib/db";
import {
	type Channel,
	enterFrom,
	grantOf,
	makeChannel,
	textFrom,
	write,
	writeFirst,
} from "@/tests/support/desk";

let channel: Channel;
beforeAll(async () => {
	channel = await makeChannel("ledger", { openingMode: "bot" });
});

const queue = async (conversationId: string, author: "agent" | "bot"): Promise<string> => {
	const { r_outcome } = await row<{ r_outcome: string }>({
		text: `SELECT * FROM kefu_queue_message($1,$2,NULL,NULL,'text','{"type":"text","text":"x"}','x',NULL,NULL,NULL,false)`,
		values: [conversationId, author],
	});
	return r_outcome;
};

test("of five replies the bot leaves two, of the two of an entering it may use both", async () => {
	const conversationId = await writeFirst(channel, "oBot");
	const outcomes = [];
	for (let n = 0; n < 4; n++) outcomes.push(await queue(conversationId, "bot"));
	expect(outcomes).toEqual(["queued", "queued", "queued", "quota_used_up"]);
	expect(await queue(conversationId, "agent")).toBe("queued");
	const { id: entered } = await write(channel, enterFrom("oEntered"));
	expect([await queue(entered, "bot"), await queue(entered, "bot"), await queue(entered, "bot")]).toEqual([
		"queued",
		"queued",
		"quota_used_up",
	]);
});

test("the grant that ends first is used first", async () => {
	const { id } = await write(channel, textFrom("oFirst", "hi"));
	await write(channel, enterFrom("oFirst"));
	for (let n = 0; n < 3; n++) await queue(id, "agent");
	expect(await grantOf(id, "enter")).toMatchObject({ reserved: 2 });
	expect(await grantOf(id, "message")).toMatchObject({ reserved: 1 });
});

test("a reply queued under the minute of an entering moves to the message's grant when the minute is over", async () => {
	const { id } = await write(channel, enterFrom("oMoves"));
	await queue(id, "agent");
	await write(channel, textFrom("oMoves", "hi"));
	await pass(id, 120);
	await rows({ text: "SELECT * FROM kefu_claim_message($1, 45)", values: [id] });
	expect(await grantOf(id, "enter")).toMatchObject({ reserved: 0 });
	expect(await grantOf(id, "message")).toMatchObject({ reserved: 1 });
});

test("without anything the customer did there is no window", async () => {
	const { id } = await write(channel, textFrom("oNone", "hi"));
	await rows({ text: "DELETE FROM reply_grants WHERE conversation_id = $1", values: [id] });
	expect(await queue(id, "agent")).toBe("window_closed");
});

const step = fc.oneof(
	{ weight: 3, arbitrary: fc.constant({ do: "message" } as const) },
	{ weight: 2, arbitrary: fc.constant({ do: "enter" } as const) },
	{
		weight: 8,
		arbitrary: fc.record({ do: fc.constant("queue" as const), by: fc.constantFrom("agent", "bot") }),
	},
	{ weight: 6, arbitrary: fc.constant({ do: "claim" } as const) },
	{
		weight: 6,
		arbitrary: fc.record({
			do: fc.constant("record" as const),
			how: fc.constantFrom("accepted", "failed", "unknown", "queued", "45047", "45015"),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({ do: fc.constant("pass" as const), seconds: fc.constantFrom(30, 90, 200_000) }),
	},
	{ weight: 1, arbitrary: fc.constant({ do: "takeover" } as const) },
	{ weight: 1, arbitrary: fc.constant({ do: "settle" } as const) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

test("whatever happens: never below zero, never above the limit, and reserved is what is queued and on its way", async () => {
	let customer = 0;
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
			const openid = `oLedger${++customer}`;
			const conversationId = await writeFirst(channel, openid);
			for (const one of steps) {
				await take(one, conversationId, openid);
				await expectSound(conversationId);
			}
		}),
		{ numRuns: 60 },
	);
}, 60_000);

async function take(one: Step, id: string, openid: string): Promise<void> {
	switch (one.do) {
		case "message":
			await write(channel, textFrom(openid, "hi"));
			return;
		case "enter":
			await write(channel, enterFrom(openid));
			return;
		case "queue":
			await queue(id, one.by as "agent" | "bot");
			return;
		case "claim":
			await rows({ text: "UPDATE messages SET not_before = NULL WHERE conversation_id = $1", values: [id] });
			await rows({ text: "SELECT * FROM kefu_claim_message($1, 45)", values: [id] });
			return;
		case "record":
			return record(id, one.how);
		case "pass":
			return pass(id, one.seconds);
		case "takeover":
			await rows({
				text: `SELECT kefu_change_conversation(id, epoch, 'bot', 'open', NULL, '[]', 'agent', NULL)
					FROM conversations WHERE id = $1`,
				values: [id],
			});
			return;
		case "settle":
			await rows({
				text: "UPDATE messages SET status = 'failed' WHERE conversation_id = $1 AND status = 'unknown'",
				values: [id],
			});
	}
}

/** WeChat's verdict about the message on its way, if there is one. */
async function record(id: string, how: string): Promise<void> {
	const errcode = /^\d+$/.test(how) ? Number(how) : null;
	await rows({
		text: `SELECT kefu_record_send(m.conversation_id, m.seq, $2, $3, NULL, 0, g.granted_at)
			FROM messages m JOIN reply_grants g ON g.conversation_id = m.conversation_id AND g.kind = m.grant_kind
			WHERE m.conversation_id = $1 AND m.status = 'sending'`,
		values: [id, errcode === null ? how : "failed", errcode],
	});
}

async function pass(id: string, seconds: number): Promise<void> {
	await rows({
		text: `UPDATE reply_grants SET granted_at = granted_at - make_interval(secs => $2),
			expires_at = expires_at - make_interval(secs => $2) WHERE conversation_id = $1`,
		values: [id, seconds],
	});
}

async function expectSound(id: string): Promise<void> {
	const grants = await rows<{ kind: string; limit: number; spent: number; reserved: number; bound: number }>({
		text: `SELECT g.kind, g."limit", g.spent, g.reserved, (SELECT count(*)::int FROM messages m
				WHERE m.conversation_id = g.conversation_id AND m.grant_kind = g.kind AND m.status IN ('queued', 'sending')) AS bound
			FROM reply_grants g WHERE g.conversation_id = $1`,
		values: [id],
	});
	for (const { limit, spent, reserved, bound } of grants) {
		expect(spent).toBeGreaterThanOrEqual(0);
		expect(reserved).toBe(bound);
		expect(spent + reserved).toBeLessThanOrEqual(limit);
	}
}
