import fc from "fast-check";
import { expect, test } from "vitest";
import { type Change, type Control, planChange } from "@/lib/conversations/mode";
import { MODES } from "@/lib/conversations/names";

const ME = { id: "me", name: "我" };
const SHE = { id: "she", name: "她" };
const open = (mode: Control["mode"], assignee: Control["assignee"] = null): Control => ({
	mode,
	status: "open",
	assignee,
});
const events = (now: Control, change: Change) =>
	planChange(now, change, ME)?.events.map(({ event }) => event);

test("claim takes an unassigned one, from the bot and from the official tool too", () => {
	expect(planChange(open("agent"), { kind: "claim" }, ME)?.next).toEqual(open("agent", ME));
	expect(planChange(open("bot"), { kind: "claim" }, ME)?.next).toEqual(open("agent", ME));
	expect(events(open("bot"), { kind: "claim" })).toEqual(["mode_changed", "assigned"]);
	expect(events(open("transfer"), { kind: "claim" })).toEqual(["mode_changed", "assigned"]);
});

test("claim of what another has is refused with their name; of what I have nothing happens", () => {
	expect(() => planChange(open("agent", SHE), { kind: "claim" }, ME)).toThrow(
		expect.objectContaining({ code: "already_claimed", details: { name: "她" } }),
	);
	expect(planChange(open("agent", ME), { kind: "claim" }, ME)).toBeNull();
});

test("to agent mode: who switches has it; to bot or official tool: nobody has it", () => {
	expect(planChange(open("bot"), { kind: "mode", mode: "agent" }, ME)?.next).toEqual(open("agent", ME));
	expect(planChange(open("agent", SHE), { kind: "mode", mode: "bot" }, ME)?.next).toEqual(open("bot"));
	expect(planChange(open("agent", SHE), { kind: "mode", mode: "transfer" }, ME)?.next).toEqual(
		open("transfer"),
	);
	expect(planChange(open("agent", SHE), { kind: "mode", mode: "agent" }, ME)).toBeNull();
});

test("closing keeps who had it; a closed one is claimed by whoever opens it", () => {
	const closed: Control = { mode: "agent", status: "closed", assignee: SHE };
	expect(planChange(open("agent", SHE), { kind: "status", status: "closed" }, ME)?.next).toEqual(closed);
	expect(planChange(closed, { kind: "status", status: "open" }, ME)?.next).toEqual(open("agent", ME));
	expect(planChange(closed, { kind: "claim" }, ME)?.next).toEqual(open("agent", ME));
	expect(events(closed, { kind: "claim" })).toEqual(["reopened", "assigned"]);
	expect(planChange(closed, { kind: "status", status: "closed" }, ME)).toBeNull();
});

test("giving it to a colleague or back to the queue puts it into agent mode", () => {
	expect(planChange(open("bot"), { kind: "assign", assignee: SHE }, ME)?.next).toEqual(open("agent", SHE));
	expect(planChange(open("agent", ME), { kind: "assign", assignee: null }, ME)?.next).toEqual(open("agent"));
	expect(planChange(open("agent"), { kind: "assign", assignee: null }, ME)).toBeNull();
});

const person = fc.constantFrom(ME, SHE);
const control: fc.Arbitrary<Control> = fc
	.record({
		mode: fc.constantFrom(...MODES),
		status: fc.constantFrom("open" as const, "closed" as const),
		assignee: fc.option(person),
	})
	.map((now) => (now.mode === "agent" ? now : { ...now, assignee: null }));
const change: fc.Arbitrary<Change> = fc.oneof(
	fc.record({ kind: fc.constant("mode" as const), mode: fc.constantFrom(...MODES) }),
	fc.record({ kind: fc.constant("claim" as const) }),
	fc.record({ kind: fc.constant("assign" as const), assignee: fc.option(person) }),
	fc.record({
		kind: fc.constant("status" as const),
		status: fc.constantFrom("open" as const, "closed" as const),
	}),
);

test("whatever is asked for: no owner outside agent mode, every change has its line, asking twice changes nothing", () => {
	fc.assert(
		fc.property(control, change, (now, asked) => {
			const plan = planOrRefusal(now, asked);
			if (plan === "refused" || plan === null) return;
			const { next } = plan;
			expect(next.assignee === null || next.mode === "agent").toBe(true);
			expect(plan.events.length).toBeGreaterThan(0);
			expect(plan.events.some(({ event }) => event === "mode_changed")).toBe(next.mode !== now.mode);
			expect(plan.events.some(({ event }) => event === "reopened")).toBe(
				now.status === "closed" && next.status === "open",
			);
			expect(planOrRefusal(next, asked)).toBeNull();
		}),
		{ numRuns: 500 },
	);
});

test("planning leaves what it was given as it was", () => {
	fc.assert(
		fc.property(control, change, (now, asked) => {
			const before = structuredClone(now);
			planOrRefusal(now, asked);
			expect(now).toEqual(before);
		}),
	);
});

function planOrRefusal(now: Control, asked: Change) {
	try {
		return planChange(now, asked, ME);
	} catch {
		return "refused";
	}
}
