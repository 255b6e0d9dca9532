import { setTimeout as sleep } from "node:timers/promises";
import type { ApiFault } from "../faults";
import { type ApiReply, refusal } from "./call";

/** What goes back over the wire. */
export interface Outcome {
	status: number;
	headers: Record<string, string>;
	body: string | Buffer;
	errcode?: number;
	/** The connection is reset instead of answered. */
	reset?: boolean;
}

const HANG_MS = 60_000;

/** Faults that keep the call from being worked on; null when it goes on. */
export async function beforeWork(faults: ApiFault[]): Promise<Outcome | ApiReply | null> {
	for (const fault of faults) {
		if (fault.kind === "delay") await sleep(fault.delayMs, undefined, { ref: false });
		if (fault.kind === "hangBefore") await sleep(HANG_MS, undefined, { ref: false });
		if (fault.kind === "resetBefore" || fault.kind === "hangBefore") return gone;
		if (fault.kind === "status") {
			return { status: fault.status, headers: { "Content-Type": "text/html" }, body: page(fault.status) };
		}
		if (fault.kind === "errcode") return refusal(fault.errcode, fault.errmsg);
	}
	return null;
}

/** Faults that spoil the answer to a call that was worked on: a sent message stays sent. */
export async function brokenBy(faults: ApiFault[], outcome: Outcome): Promise<Outcome> {
	let broken = outcome;
	for (const { kind } of faults) {
		if (kind === "hangAfter") await sleep(HANG_MS, undefined, { ref: false });
		if (kind === "resetAfter" || kind === "hangAfter") return gone;
		const text = broken.body.toString();
		if (kind === "truncate") broken = { ...broken, body: text.slice(0, Math.floor(text.length / 2)) };
		if (kind === "html") broken = { ...broken, headers: { "Content-Type": "text/html" }, body: page(200) };
		if (kind === "extraFields")
			broken = { ...broken, body: change(text, () => ({ msgid: 1, extra: { a: [] } })) };
		if (kind === "errcodeAsString") {
			broken = { ...broken, body: change(text, ({ errcode }) => ({ errcode: String(errcode ?? 0) })) };
		}
	}
	return broken;
}

const gone: Outcome = { status: 0, headers: {}, body: "", reset: true };

const page = (status: number): string => `<html><body><h1>${status}</h1></body></html>`;

function change(text: string, patch: (json: Record<string, unknown>) => Record<string, unknown>): string {
	try {
		const json = JSON.parse(text) as Record<string, unknown>;
		return JSON.stringify({ ...json, ...patch(json) });
	} catch {
		// A file has no fields to change.
		return text;
	}
}
