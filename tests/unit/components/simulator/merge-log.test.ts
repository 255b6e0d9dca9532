import { expect, test } from "vitest";
import { LOG_SIZE, mergeLog } from "@/components/simulator/merge-log";
import type { LogEntry } from "@/components/simulator/simulator-wire";

const entry = (id: number): LogEntry => ({
	id,
	at: "2026-11-20T06:00:00.000Z",
	kind: "push",
	openid: "o1",
	name: "text",
	detail: null,
	ms: 12,
	request: { method: "POST", url: "http://127.0.0.1/", body: "{}" },
	response: null,
});
const ids = (entries: LogEntry[] | null) => entries?.map(({ id }) => id);

test("new entries come behind the known ones", () => {
	expect(ids(mergeLog([entry(1), entry(2)], [entry(2), entry(3)]))).toEqual([1, 2, 3]);
});

test("without news the list is the very same, so that nothing is drawn again", () => {
	const known = [entry(1), entry(2)];
	expect(mergeLog(known, [entry(2)])).toBe(known);
});

test("the first answer is the list", () => {
	expect(ids(mergeLog([], [entry(7), entry(8)]))).toEqual([7, 8]);
});

test.each([
	["cleared", []],
	["cleared, and something new", [entry(9)]],
	["started again with lower ids", []],
	["longer than one answer", [entry(150), entry(151)]],
])("a record that was %s is asked for as a whole", (_what, answer) => {
	expect(mergeLog([entry(1), entry(2)], answer)).toBeNull();
});

test("no more is kept than is asked for", () => {
	const known = Array.from({ length: LOG_SIZE }, (_, at) => entry(at + 1));
	const merged = mergeLog(known, [entry(LOG_SIZE), entry(LOG_SIZE + 1)]);
	expect(merged?.length).toBe(LOG_SIZE);
	expect(merged?.at(-1)?.id).toBe(LOG_SIZE + 1);
});
