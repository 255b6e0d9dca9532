import type { LogEntry } from "./simulator-wire";

/** How an exchange ended: what is said of it, and whether that is as it should be. */
export type EntryVerdict =
	| { good: boolean; text: "ack" | "transfer" | "transferEvent" | "cut" }
	| { good: boolean; text: "noAnswer" | "badAnswer"; reason: string }
	| { good: boolean; text: "refused" | "notRefused" | "status"; status: number }
	| { good: boolean; text: "errcode"; errcode: number };

/** The verdict of a line of the protocol record. */
export function toEntryVerdict(entry: LogEntry): EntryVerdict {
	return entry.kind === "push" ? ofPush(entry) : ofCall(entry);
}

function ofPush({ verdict, reason = "", response }: LogEntry): EntryVerdict {
	if (verdict === "ACK") return { good: true, text: "ack" };
	if (verdict === "TRANSFER") return { good: true, text: "transfer" };
	if (verdict === "TRANSFER_EVENT") return { good: false, text: "transferEvent" };
	if (verdict === "BAD_ANSWER") return { good: false, text: "badAnswer", reason };
	if (!response || verdict === "NO_ANSWER") return { good: false, text: "noAnswer", reason };
	// What is left is an attack: it must be turned away.
	const { status } = response;
	return status >= 400 && status < 500
		? { good: true, text: "refused", status }
		: { good: false, text: "notRefused", status };
}

function ofCall({ errcode, response }: LogEntry): EntryVerdict {
	if (!response) return { good: false, text: "cut" };
	if (errcode !== undefined) return { good: errcode === 0, text: "errcode", errcode };
	return { good: response.status === 200, text: "status", status: response.status };
}
