/** Transfers that end by themselves, so that nobody stays for ever with a tool that nobody watches. */
import type { Mode } from "@/lib/conversations/schema";
import { changeByItself } from "@/lib/conversations/update";
import { rows } from "@/lib/db";

/** In one turn of the sweep. */
const MOST = 100;

interface LapsedRow {
	id: string;
	epoch: number;
	after_transfer: Mode;
}

/**
 * Takes back the conversations whose last transferred push (the hand-over itself, when none came) is older than their
 * channel allows: to what the channel wants after a transfer, and to the queue where that is another transfer. Answers the
 * conversations touched.
 */
export async function lapseTransfers(now: Date): Promise<string[]> {
	const lapsed = await rows<LapsedRow>({
		name: "list_lapsed_transfers",
		text: `SELECT c.id, c.epoch, h.after_transfer FROM channels h JOIN conversations c ON c.channel_id = h.id
			WHERE h.transfer_lapse_minutes IS NOT NULL AND c.mode = 'transfer' AND c.status = 'open'
				AND greatest(c.transferred_at, c.last_transfer_at) < $1::timestamptz - make_interval(mins => h.transfer_lapse_minutes)
			LIMIT $2`,
		values: [now, MOST],
	});
	const touched: string[] = [];
	for (const { id, epoch, after_transfer: after } of lapsed) {
		const to = after === "transfer" ? "agent" : after;
		const event = {
			event: "mode_changed",
			from: "transfer",
			to,
			ruleName: null,
			reason: "transfer_lapsed",
		} as const;
		if (await changeByItself(id, epoch, to, [event])) touched.push(id);
	}
	return touched;
}
