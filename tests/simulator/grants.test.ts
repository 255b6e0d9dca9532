import fc from "fast-check";
import { expect, test } from "vitest";
import { afterEnter, afterUserMessage, type Grants, noGrants, remaining, spend } from "@/simulator/grants";

const rules = { grantModel: "separate" as const, grantLagMs: 0, enterMessages: 2 };
const HOUR = 3_600_000;
const start = 1_000_000;

/** Sends until refused: how many went out, and the code that ended it. */
function sendAll(grants: Grants, now: number): { sent: number; code: number } {
	let current = grants;
	for (let sent = 0; ; sent++) {
		const result = spend(current, now);
		if (result.code !== 0) return { sent, code: result.code };
		current = result.grants;
	}
}

test("a user message allows five messages, the sixth gets 45047", () => {
	expect(sendAll(afterUserMessage(noGrants, rules, start), start)).toEqual({ sent: 5, code: 45047 });
});

test("the window of a user message closes after 48 hours with 45015, used up or not", () => {
	const grants = afterUserMessage(noGrants, rules, start);
	expect(spend(grants, start + 48 * HOUR - 1).code).toBe(0);
	expect(spend(grants, start + 48 * HOUR).code).toBe(45015);
});

test("a second user message sets the count back to five instead of adding", () => {
	const once = spend(afterUserMessage(noGrants, rules, start), start).grants;
	expect(sendAll(afterUserMessage(once, rules, start + 1), start + 1).sent).toBe(5);
});

test("entering allows two messages within a minute, then 45047, then 45015", () => {
	const grants = afterEnter(noGrants, rules, start);
	expect(sendAll(grants, start)).toEqual({ sent: 2, code: 45047 });
	expect(spend(grants, start + 60_000).code).toBe(45015);
});

test("with separate grants entering adds to an open window and is spent first", () => {
	const grants = afterEnter(afterUserMessage(noGrants, rules, start), rules, start);
	expect(sendAll(grants, start).sent).toBe(7);
	expect(spend(grants, start).grants.message?.left).toBe(5);
});

test("with one grant entering neither adds to nor shortens an open window", () => {
	const one = { ...rules, grantModel: "max" as const };
	const grants = afterEnter(afterUserMessage(noGrants, one, start), one, start);
	expect(sendAll(grants, start).sent).toBe(5);
	expect(remaining(grants, start)).toEqual({ left: 5, until: start + 48 * HOUR });
});

test("with the rules of 2019 entering opens nothing", () => {
	expect(spend(afterEnter(noGrants, { ...rules, enterMessages: 0 }, start), start).code).toBe(45015);
});

test("a lagging grant answers 45047 until it becomes visible", () => {
	const grants = afterUserMessage(noGrants, { ...rules, grantLagMs: 800 }, start);
	expect(spend(grants, start + 799).code).toBe(45047);
	expect(sendAll(grants, start + 800).sent).toBe(5);
});

test("while a renewed grant lags, what was left of the old one can still be spent", () => {
	const lagging = { ...rules, grantLagMs: 800 };
	let grants = afterUserMessage(noGrants, rules, start);
	for (let sent = 0; sent < 3; sent++) grants = spend(grants, start).grants;
	grants = afterUserMessage(grants, lagging, start);
	expect(sendAll(grants, start).sent).toBe(2);
	expect(sendAll(grants, start + 800).sent).toBe(5);
});

test("whatever the user does, no more than seven messages go out and none without a window", () => {
	const step = fc.record({ act: fc.constantFrom("say", "enter", "send"), afterMs: fc.nat(50 * HOUR) });
	fc.assert(
		fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
			let grants = noGrants;
			let now = start;
			let sentInARow = 0;
			let lastAct = Number.NEGATIVE_INFINITY;
			for (const { act, afterMs } of steps) {
				now += afterMs;
				if (act === "send") {
					const result = spend(grants, now);
					sentInARow += result.code === 0 ? 1 : 0;
					expect(result.code === 0 && now - lastAct >= 48 * HOUR).toBe(false);
					expect(sentInARow).toBeLessThanOrEqual(7);
					grants = result.grants;
					continue;
				}
				grants = act === "say" ? afterUserMessage(grants, rules, now) : afterEnter(grants, rules, now);
				lastAct = now;
				sentInARow = 0;
			}
		}),
	);
});
