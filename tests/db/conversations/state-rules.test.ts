import { beforeAll, expect, test } from "vitest";
import { row, rows } from "@/lib/db";
import { type Channel, makeAgent, makeChannel, writeFirst } from "@/tests/support/desk";

const STATUSES = ["received", "queued", "sending", "accepted", "failed", "unknown", "cancelled"];

/** Every way an outgoing message may go; all others are refused by the database, whoever writes. */
const LEGAL = [
	"queued sending",
	"queued failed",
	"queued cancelled",
	"sending accepted",
	"sending failed",
	"sending unknown",
	"sending queued",
	"unknown accepted",
	"unknown failed",
	"failed cancelled",
];

let channel: Channel;
let conversationId: string;
beforeAll(async () => {
	channel = await makeChannel("rules");
	conversationId = await writeFirst(channel, "oRules");
});

const PAIRS = STATUSES.flatMap((from) => STATUSES.map((to) => ({ from, to }))).filter(
	({ from, to }) => from !== to,
);

test.each(PAIRS)("a message that is $from becomes $to only if that is a legal way", async ({ from, to }) => {
	const seq = await messageThatIs(from);
	const change = rows({
		text: `UPDATE messages SET status = $3, lease_until = CASE WHEN $3 = 'sending' THEN now() END
			WHERE conversation_id = $1 AND seq = $2`.replaceAll("$3", `'${to}'::message_status`),
		values: [conversationId, seq],
	});
	if (LEGAL.includes(`${from} ${to}`)) await change;
	else await expect(change).rejects.toMatchObject({ code: "23514" });
});

const conversationIs = (change: string) =>
	rows({ text: `UPDATE conversations SET ${change} WHERE id = $1`, values: [conversationId] });

test.each([
	["the bot has no assignee", "mode = 'bot', assignee_id = (SELECT id FROM agents LIMIT 1)"],
	[
		"the official tool has none",
		"mode = 'transfer', transferred_at = now(), assignee_id = (SELECT id FROM agents LIMIT 1)",
	],
	["transfer has a beginning", "mode = 'transfer'"],
	["only transfer has one", "transferred_at = now()"],
	["closed has a time", "status = 'closed'"],
	["only closed has one", "closed_at = now()"],
	["unread is not negative", "unread = -1"],
	["an epoch begins at one", "epoch = 0"],
])("a conversation cannot be otherwise: %s", async (_name, change) => {
	await makeAgent(_name);
	await expect(conversationIs(change)).rejects.toMatchObject({ code: "23514" });
});

test.each([
	["spent above the limit", "spent = 6"],
	["spent and reserved above the limit", "spent = 3, reserved = 3"],
	["spent below zero", "spent = -1"],
	["reserved below zero", "reserved = -1"],
	["an end before its beginning", "expires_at = granted_at - interval '1 second'"],
])("a grant cannot have %s", async (_name, change) => {
	const update = rows({
		text: `UPDATE reply_grants SET ${change} WHERE conversation_id = $1`,
		values: [conversationId],
	});
	await expect(update).rejects.toMatchObject({ code: "23514" });
});

test.each([
	["an outgoing message that was received", "'out', 'received', 'agent', NULL, NULL"],
	["an incoming message that is queued", "'in', 'queued', 'customer', NULL, NULL"],
	["a message on its way without a lease", "'out', 'sending', 'agent', NULL, NULL"],
	["a lease on a message that waits", "'out', 'queued', 'agent', NULL, now()"],
	["a bot's reply without the epoch it was decided in", "'out', 'queued', 'bot', NULL, NULL"],
])("there is no %s", async (_name, values) => {
	const insert = rows({
		text: `INSERT INTO messages (conversation_id, seq, type, content, change_id, direction, status, author_kind, epoch, lease_until)
			VALUES ($1, 999, 'text', '{}', 1, ${values})`,
		values: [conversationId],
	});
	await expect(insert).rejects.toMatchObject({ code: "23514" });
});

test("one customer has one conversation, an address one agent, an appid one channel", async () => {
	const again = [
		`INSERT INTO conversations (channel_id, customer_id, mode, change_id) SELECT channel_id, customer_id, 'bot', 1 FROM conversations`,
		`INSERT INTO customers (channel_id, external_id) SELECT channel_id, external_id FROM customers`,
		`INSERT INTO channels (id, kind, name, app_id, original_id, encryption, format, secrets)
			SELECT 'other', kind, name, app_id, original_id, encryption, format, secrets FROM channels LIMIT 1`,
		`INSERT INTO agents (email, name, role, password_hash) SELECT email, name, role, password_hash FROM agents LIMIT 1`,
	];
	for (const text of again) await expect(rows({ text })).rejects.toMatchObject({ code: "23505" });
	const shouted = `UPDATE agents SET email = upper(email)`;
	await expect(rows({ text: shouted })).rejects.toMatchObject({ code: "23514" });
});

/** Inserted as it is: the guard watches changes, and each way has to begin somewhere. */
async function messageThatIs(status: string): Promise<number> {
	const direction = status === "received" ? "in" : "out";
	const { seq } = await row<{ seq: number }>({
		text: `INSERT INTO messages (conversation_id, seq, direction, type, content, status, author_kind, change_id, lease_until)
			SELECT $1, max(seq) + 1, '${direction}', 'text', '{}', '${status}', 'agent', 1,
				CASE WHEN '${status}' = 'sending' THEN now() END
			FROM messages WHERE conversation_id = $1 RETURNING seq`,
		values: [conversationId],
	});
	return seq;
}
