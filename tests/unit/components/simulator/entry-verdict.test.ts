import { expect, test } from "vitest";
import { toEntryVerdict } from "@/components/simulator/entry-verdict";
import type { LogEntry } from "@/components/simulator/simulator-wire";

const entry = (change: Partial<LogEntry>): LogEntry => ({
	id: 1,
	at: "2026-11-20T06:00:00.000Z",
	kind: "push",
	openid: "o1",
	name: "text",
	detail: null,
	ms: 12,
	request: { method: "POST", url: "http://127.0.0.1/", body: "{}" },
	response: { status: 200, body: "success" },
	...change,
});

test.each<[string, Partial<LogEntry>, object]>([
	["an acknowledged push", { verdict: "ACK" }, { good: true, text: "ack" }],
	["a transferred message", { verdict: "TRANSFER" }, { good: true, text: "transfer" }],
	["a transferred event", { verdict: "TRANSFER_EVENT" }, { good: false, text: "transferEvent" }],
	[
		"a push nobody answered",
		{ verdict: "NO_ANSWER", reason: "timeout", response: null },
		{ good: false, text: "noAnswer", reason: "timeout" },
	],
	[
		"a push whose answer a fault has lost",
		{ verdict: "NO_ANSWER", reason: "answerLostByFault" },
		{ good: false, text: "noAnswer", reason: "answerLostByFault" },
	],
	[
		"an answer WeChat cannot use",
		{ verdict: "BAD_ANSWER", reason: "status 500" },
		{ good: false, text: "badAnswer", reason: "status 500" },
	],
	[
		"an attack that was turned away",
		{ verdict: "ATTACK", response: { status: 403, body: "" } },
		{ good: true, text: "refused", status: 403 },
	],
	["an attack that was let in", { verdict: "ATTACK" }, { good: false, text: "notRefused", status: 200 }],
	[
		"an attack that broke the console",
		{ verdict: "ATTACK", response: { status: 500, body: "" } },
		{ good: false, text: "notRefused", status: 500 },
	],
	["an accepted call", { kind: "api", errcode: 0 }, { good: true, text: "errcode", errcode: 0 }],
	["a refused call", { kind: "api", errcode: 45047 }, { good: false, text: "errcode", errcode: 45047 }],
	["a call cut off", { kind: "api", response: null }, { good: false, text: "cut" }],
	["a call answered with a file", { kind: "api" }, { good: true, text: "status", status: 200 }],
	[
		"a call the server failed",
		{ kind: "api", response: { status: 502, body: "" } },
		{ good: false, text: "status", status: 502 },
	],
])("%s is told as it ended", (_what, change, verdict) => {
	expect(toEntryVerdict(entry(change))).toEqual(verdict);
});
