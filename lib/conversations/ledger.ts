/**
 * The reply ledger as a pure function of what happened. The rows of reply_grants are kept by the functions of the hot path
 * (prisma/migrations), which say the same in SQL: a property test plays the same events through both.
 * WeChat page: "Customer service messages, sending" (发送客服消息).
 */
import type { Grant } from "@/lib/conversations/window";
import { SECOND_MS } from "@/lib/time";

/** Of a message grant's replies the bot leaves so many for a person; those of an entering it may all take. */
const KEPT_FROM_BOT = 2;

/** One event of a conversation's ledger. `order` is its place among all of them and its name: the same order, the same event. */
export type LedgerEvent = { order: number; at: Date } & (
	| { kind: "granted"; grant: Grant["kind"]; limit: number; seconds: number }
	/** A reply is queued. Without a grant it is refused, and nothing changes. */
	| { kind: "reserved"; reply: number; byBot: boolean }
	/** It is on its way now: what WeChat will say is about the grant of this moment. */
	| { kind: "claimed"; reply: number }
	/** Definitely not sent: refused, cancelled, withdrawn. */
	| { kind: "released"; reply: number }
	/** Accepted by WeChat, or possibly so. */
	| { kind: "spent"; reply: number }
	/** WeChat refused with its own count (45047: nothing left) or clock (45015: closed). */
	| { kind: "corrected"; reply: number; errcode: 45015 | 45047 }
);

type LedgerGrant = Grant & { grantedAt: Date };

export interface Ledger {
	grants: LedgerGrant[];
	/** Replies on their way, and the grant each was taken from. */
	reservations: { reply: number; grant: Grant["kind"]; grantedAt: Date }[];
}

const EMPTY: Ledger = { grants: [], reservations: [] };

/** The ledger after these events, in whatever order and however often they are given. */
export function replay(events: readonly LedgerEvent[]): Ledger {
	const byOrder = new Map(events.map((event) => [event.order, event]));
	return [...byOrder.values()].sort((a, b) => a.order - b.order).reduce(apply, EMPTY);
}

/** The ledger after one more event; the given one is not touched. */
export function apply(ledger: Ledger, event: LedgerEvent): Ledger {
	switch (event.kind) {
		case "granted":
			return grant(ledger, event);
		case "reserved":
			return reserve(ledger, event);
		case "claimed":
			return claim(ledger, event.reply);
		case "released":
			return settle(ledger, event.reply, (kept) => kept);
		case "spent":
			return settle(ledger, event.reply, (kept) => ({
				...kept,
				spent: Math.min(kept.spent + 1, kept.limit - kept.reserved),
			}));
		case "corrected":
			return correct(ledger, event);
	}
}

/** Grants never add up: each act sets the full count and the longest time again; what is on its way stays on its way. */
function grant(
	ledger: Ledger,
	{ grant: kind, limit, seconds, at }: LedgerEvent & { kind: "granted" },
): Ledger {
	const reserved = Math.min(grantOf(ledger, kind)?.reserved ?? 0, limit);
	const expiresAt = new Date(at.getTime() + seconds * SECOND_MS);
	return put(ledger, { kind, limit, spent: 0, reserved, grantedAt: at, expiresAt });
}

/** From the grant that ends first among those that have something left. */
function reserve(ledger: Ledger, { reply, byBot, at }: LedgerEvent & { kind: "reserved" }): Ledger {
	if (ledger.reservations.some((one) => one.reply === reply)) return ledger;
	const [first] = ledger.grants
		.filter(({ expiresAt }) => expiresAt > at)
		.filter((one) => leftOf(one) > (byBot && one.kind === "message" ? KEPT_FROM_BOT : 0))
		.sort((a, b) => a.expiresAt.getTime() - b.expiresAt.getTime());
	if (!first) return ledger;
	const { kind, grantedAt } = first;
	const reservations = [...ledger.reservations, { reply, grant: kind, grantedAt }];
	return put({ ...ledger, reservations }, { ...first, reserved: first.reserved + 1 });
}

function claim(ledger: Ledger, reply: number): Ledger {
	const reservations = ledger.reservations.map((one) =>
		one.reply === reply ? { ...one, grantedAt: grantOf(ledger, one.grant)?.grantedAt ?? one.grantedAt } : one,
	);
	return { ...ledger, reservations };
}

/** A verdict about an older grant than the one of now says nothing about this one. */
function correct(ledger: Ledger, { reply, errcode, at }: LedgerEvent & { kind: "corrected" }): Ledger {
	const reservation = ledger.reservations.find((one) => one.reply === reply);
	return settle(ledger, reply, (kept) => {
		if (kept.grantedAt.getTime() !== reservation?.grantedAt.getTime()) return kept;
		if (errcode === 45047) return { ...kept, spent: kept.limit - kept.reserved };
		const endsAt = Math.max(Math.min(kept.expiresAt.getTime(), at.getTime()), kept.grantedAt.getTime());
		return { ...kept, expiresAt: new Date(endsAt) };
	});
}

/** Takes a reply out of the reservations, once, and lets `change` say what that does to its grant. */
function settle(ledger: Ledger, reply: number, change: (grant: LedgerGrant) => LedgerGrant): Ledger {
	const reservation = ledger.reservations.find((one) => one.reply === reply);
	const from = reservation && grantOf(ledger, reservation.grant);
	if (!from) return ledger;
	const reservations = ledger.reservations.filter((one) => one !== reservation);
	return put({ ...ledger, reservations }, change({ ...from, reserved: Math.max(from.reserved - 1, 0) }));
}

export const grantOf = ({ grants }: Ledger, kind: Grant["kind"]): LedgerGrant | undefined =>
	grants.find((one) => one.kind === kind);

const leftOf = ({ limit, spent, reserved }: Grant): number => limit - spent - reserved;

const put = (ledger: Ledger, grant: LedgerGrant): Ledger => ({
	...ledger,
	grants: [...ledger.grants.filter(({ kind }) => kind !== grant.kind), grant],
});
