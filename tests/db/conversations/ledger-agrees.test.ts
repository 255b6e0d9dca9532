/** The pure ledger and the SQL of the hot path are two tellings of one thing: the same life through both ends the same. */
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { apply, grantOf, type Ledger, type LedgerEvent, replay } from "@/lib/conversations/ledger";
import { row, rows } from "@/lib/db";
import {
	type Channel,
	enterFrom,
	makeChannel,
	grantOf as storedGrantOf,
	textFrom,
	write,
} from "@/tests/support/desk";
import { claim } from "@/tests/support/outbox";

let channel: Channel;
beforeAll(async () => {
	channel = await makeChannel("ledger-agrees");
});

const LIMITS = { message: { limit: 5, seconds: 172_800 }, enter: { limit: 2, seconds: 60 } } as const;

const step = fc.oneof(
	{ weight: 3, arbitrary: fc.constantFrom("message" as const, "enter" as const) },
	{ weight: 6, arbitrary: fc.constantFrom("agent" as const, "bot" as const) },
	{
		weight: 6,
		arbitrary: fc.constantFrom("accepted", "failed", "unknown", "45047", "45015").map((how) => ({ how })),
	},
	{ weight: 2, arbitrary: fc.constantFrom(30, 90, 200_000).map((seconds) => ({ seconds })) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

test("message, entering, queue, claim, verdict, time: after every step both ledgers say the same", async () => {
	let customer = 0;
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 30 }), async (steps) => {
			const openid = `oAgrees${++customer}`;
			const { id } = await write(channel, textFrom(openid, "hi"));
			const model = newModel();
			model.happens({ kind: "granted", grant: "message", ...LIMITS.message });
			for (const one of steps) {
				await play(one, id, openid, model);
				for (const kind of ["message", "enter"] as const) {
					expect(await inWords(id, kind)).toEqual(model.inWords(kind));
				}
			}
		}),
		{ numRuns: 50 },
	);
}, 60_000);

type Happening = LedgerEvent extends infer Event
	? Event extends LedgerEvent
		? Omit<Event, "order" | "at">
		: never
	: never;

/** The pure ledger with a clock of its own, which only `pass` moves. */
function newModel() {
	let ledger: Ledger = replay([]);
	let seconds = 0;
	let order = 0;
	const now = () => new Date(Date.UTC(2026, 10, 21) + seconds * 1000);
	return {
		now,
		ledger: () => ledger,
		pass: (more: number) => (seconds += more),
		happens(event: Happening) {
			// A tick for every event: a correction must tell an older grant from a newer one.
			seconds += 0.001;
			ledger = apply(ledger, { ...event, order: order++, at: now() } as LedgerEvent);
		},
		inWords(kind: "message" | "enter") {
			const grant = grantOf(ledger, kind);
			if (!grant) return null;
			const { limit, spent, reserved, expiresAt } = grant;
			return { limit, spent, reserved, isOpen: expiresAt > now() };
		},
	};
}

/** Times are kept in milliseconds: a window closed just now may still be open for a part of one. */
async function inWords(id: string, kind: "message" | "enter") {
	const [grant] = await rows<{ limit: number; spent: number; reserved: number; isOpen: boolean }>({
		text: `SELECT "limit", spent, reserved, expires_at > now() + interval '1 second' AS "isOpen" FROM reply_grants
			WHERE conversation_id = $1 AND kind = $2::grant_kind`,
		values: [id, kind],
	});
	return grant ?? null;
}

async function play(
	one: Step,
	id: string,
	openid: string,
	model: ReturnType<typeof newModel>,
): Promise<void> {
	if (one === "message" || one === "enter") {
		await write(channel, one === "enter" ? enterFrom(openid) : textFrom(openid, "hi"));
		return model.happens({ kind: "granted", grant: one, ...LIMITS[one] });
	}
	if (one === "agent" || one === "bot") return queue(one, id, model);
	if ("seconds" in one) {
		model.pass(one.seconds);
		await rows({
			text: `UPDATE reply_grants SET granted_at = granted_at - make_interval(secs => $2),
				expires_at = expires_at - make_interval(secs => $2) WHERE conversation_id = $1`,
			values: [id, one.seconds],
		});
		return;
	}
	await send(one.how, id, model);
}

async function queue(author: "agent" | "bot", id: string, model: ReturnType<typeof newModel>): Promise<void> {
	const { r_outcome, r_seq } = await row<{ r_outcome: string; r_seq: number }>({
		text: `SELECT * FROM kefu_queue_message($1,$2,NULL,NULL,'text','{"type":"text","text":"x"}','x',NULL,NULL,NULL,false)`,
		values: [id, author],
	});
	const before = model.ledger();
	model.happens({ kind: "reserved", reply: r_seq ?? -1, byBot: author === "bot" });
	expect(r_outcome === "queued").toBe(model.ledger() !== before);
}

/** A reply whose grant has ended meanwhile is taken from another, or fails, at the claim. */
async function send(how: string, id: string, model: ReturnType<typeof newModel>): Promise<void> {
	await rows({
		text: "UPDATE messages SET status = 'failed' WHERE conversation_id = $1 AND status = 'unknown'",
		values: [id],
	});
	const waiting = await rows<{ seq: number; author_kind: string }>({
		text: "SELECT seq, author_kind FROM messages WHERE conversation_id = $1 AND status = 'queued' ORDER BY seq",
		values: [id],
	});
	const claimed = await claim(id);
	for (const { seq: reply, author_kind } of waiting) {
		const grant = model.ledger().reservations.find((one) => one.reply === reply)?.grant;
		if (grant && !model.inWords(grant)?.isOpen) {
			model.happens({ kind: "released", reply });
			model.happens({ kind: "reserved", reply, byBot: author_kind === "bot" });
		}
		if (reply === claimed?.r_seq) break;
	}
	if (!claimed) return;
	model.happens({ kind: "claimed", reply: claimed.r_seq });
	const errcode = /^\d+$/.test(how) ? (Number(how) as 45015 | 45047) : null;
	await rows({
		text: "SELECT kefu_record_send($1,$2,$3,$4,NULL,0,$5)",
		values: [id, claimed.r_seq, errcode === null ? how : "failed", errcode, claimed.r_granted_at],
	});
	const reply = claimed.r_seq;
	if (errcode !== null) model.happens({ kind: "corrected", reply, errcode });
	else model.happens({ kind: how === "failed" ? "released" : "spent", reply });
}

test("the stored grants are the ones the push brought", async () => {
	const { id } = await write(channel, textFrom("oStored", "hi"));
	expect(await storedGrantOf(id, "message")).toMatchObject({ limit: 5, spent: 0, reserved: 0 });
});
