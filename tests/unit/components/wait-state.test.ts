import { expect, test } from "vitest";
import { waitState } from "@/components/inbox/wait-state";
import { MINUTE_MS } from "@/lib/time";

const since = Date.parse("2026-11-20T06:00:00.000Z");
const at = (minutes: number) => since + minutes * MINUTE_MS;
const waiting = {
	waitingSince: new Date(since).toISOString(),
	sla: { dueAt: new Date(at(20)).toISOString(), warnAt: new Date(at(14)).toISOString() },
	mode: "agent" as const,
	status: "open" as const,
};

test("a wait is calm, amber from the channel's warning on, and red by how much it is late", () => {
	expect(waitState(waiting, at(13))).toEqual({ kind: "waiting", near: false, waitedMs: 13 * MINUTE_MS });
	expect(waitState(waiting, at(14))).toEqual({ kind: "waiting", near: true, waitedMs: 14 * MINUTE_MS });
	expect(waitState(waiting, at(26))).toEqual({ kind: "over", overMs: 6 * MINUTE_MS });
});

test("only people make a customer wait", () => {
	for (const change of [
		{ mode: "bot" as const },
		{ mode: "transfer" as const },
		{ status: "closed" as const },
	])
		expect(waitState({ ...waiting, ...change }, at(26))).toEqual({ kind: "answered" });
});
