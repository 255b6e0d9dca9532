import fc from "fast-check";
import { expect, test } from "vitest";
import { apply, grantOf, type Ledger, type LedgerEvent, replay } from "@/lib/conversations/ledger";

const START = Date.UTC(2026, 10, 21);
const LIMITS = { message: { limit: 5, seconds: 172_800 }, enter: { limit: 2, seconds: 60 } } as const;

const happening = fc.oneof(
	fc.record({
		kind: fc.constant("granted" as const),
		grant: fc.constantFrom("message" as const, "enter" as const),
	}),
	fc.record({ kind: fc.constant("reserved" as const), reply: fc.nat(12), byBot: fc.boolean() }),
	fc.record({
		kind: fc.constantFrom("claimed" as const, "released" as const, "spent" as const),
		reply: fc.nat(12),
	}),
	fc.record({
		kind: fc.constant("corrected" as const),
		reply: fc.nat(12),
		errcode: fc.constantFrom(45015 as const, 45047 as const),
	}),
);

/** A life of a conversation: things happen one after the other, seconds or days apart. */
const life = fc
	.array(fc.tuple(happening, fc.constantFrom(0, 1, 20, 61, 90_000, 172_801)), { maxLength: 60 })
	.map((steps) => {
		let seconds = 0;
		return steps.map(([step, gap], order): LedgerEvent => {
			seconds += gap;
			const at = new Date(START + seconds * 1000);
			return step.kind === "granted" ? { ...step, ...LIMITS[step.grant], order, at } : { ...step, order, at };
		});
	});

const isSound = ({ grants, reservations }: Ledger) =>
	grants.every(
		({ kind, limit, spent, reserved }) =>
			spent >= 0 &&
			reserved >= 0 &&
			spent + reserved <= limit &&
			reserved === reservations.filter((one) => one.grant === kind).length,
	);

test("after any events: never negative, never above the maximum, and reserved is what is on its way", () => {
	fc.assert(
		fc.property(life, (events) => {
			let ledger = replay([]);
			for (const event of events) {
				ledger = apply(ledger, event);
				expect(isSound(ledger)).toBe(true);
			}
		}),
		{ numRuns: 500 },
	);
});

test("any replay gives the same: events in another order, some of them twice, or the rest after a stored state", () => {
	fc.assert(
		fc.property(life, fc.infiniteStream(fc.nat()), fc.nat(60), (events, random, cut) => {
			const whole = replay(events);
			const [first] = [random.next().value];
			const shuffled = [...events, ...events.filter((_, n) => (n + first) % 3 === 0)]
				.map((event) => ({ event, key: random.next().value }))
				.sort((a, b) => a.key - b.key)
				.map(({ event }) => event);
			expect(replay(shuffled)).toEqual(whole);
			const before = structuredClone(replay(events.slice(0, cut)));
			expect(events.slice(cut).reduce(apply, before)).toEqual(whole);
		}),
		{ numRuns: 300 },
	);
});

const at = (seconds: number) => new Date(START + seconds * 1000);
const granted = (order: number, grant: "message" | "enter", seconds = 0): LedgerEvent => ({
	kind: "granted",
	grant,
	...LIMITS[grant],
	order,
	at: at(seconds),
});
const reserved = (order: number, reply: number, seconds = 0, byBot = false): LedgerEvent => ({
	kind: "reserved",
	reply,
	byBot,
	order,
	at: at(seconds),
});

test("the short grant is used first, and grants never add up", () => {
	const events = [granted(1, "message"), granted(2, "enter"), ...[3, 4, 5].map((n) => reserved(n, n, 1))];
	expect(grantOf(replay(events), "enter")).toMatchObject({ reserved: 2 });
	expect(grantOf(replay(events), "message")).toMatchObject({ reserved: 1 });
	const again = replay([
		...events,
		{ kind: "spent", reply: 5, order: 6, at: at(2) },
		granted(7, "message", 3),
	]);
	expect(grantOf(again, "message")).toMatchObject({ limit: 5, spent: 0, reserved: 0 });
});

test("the bot never takes the last two of five, and may take both of an entering", () => {
	const five = [granted(0, "message"), ...[1, 2, 3, 4, 5].map((n) => reserved(n, n, 1, true))];
	expect(grantOf(replay(five), "message")).toMatchObject({ reserved: 3 });
	const two = [granted(0, "enter"), ...[1, 2, 3].map((n) => reserved(n, n, 1, true))];
	expect(grantOf(replay(two), "enter")).toMatchObject({ reserved: 2 });
});

test("WeChat's verdict corrects the grant it was about, and not the one the customer has given since", () => {
	const sent = [granted(0, "message"), reserved(1, 1, 1)];
	const usedUp: LedgerEvent = { kind: "corrected", reply: 1, errcode: 45047, order: 9, at: at(5) };
	expect(grantOf(replay([...sent, usedUp]), "message")).toMatchObject({ spent: 5, reserved: 0 });
	const since = replay([...sent, granted(2, "message", 3), usedUp]);
	expect(grantOf(since, "message")).toMatchObject({ spent: 0, reserved: 0 });
	const closed = replay([...sent, { ...usedUp, errcode: 45015 }]);
	expect(grantOf(closed, "message")?.expiresAt).toEqual(at(5));
});
