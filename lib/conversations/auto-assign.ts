/** Agents with room pull from the one ordered queue: `kefu_assign_next` in the migrations. */

import { coalesce } from "@/lib/coalesce";
import { announce } from "@/lib/conversations/announce";
import { SILENT_AFTER_MS } from "@/lib/conversations/limits";
import { tellAssigned } from "@/lib/conversations/tell";
import { rows } from "@/lib/db";
import { log } from "@/lib/log";
import { SECOND_MS } from "@/lib/time";

/** In one turn; whoever still waits then is served by the next. */
const MOST = 500;

/**
 * Gives conversations to agents until nobody waits or nobody has room. Safe to call anywhere at any time: over all processes
 * one pulls at a time. Answers the conversations given.
 */
export async function assignWaiting(): Promise<string[]> {
	const given: string[] = [];
	while (given.length < MOST) {
		const [next] = await rows<{ r_conversation_id: string }>({
			name: "assign_next",
			text: "SELECT * FROM kefu_assign_next($1)",
			values: [SILENT_AFTER_MS / SECOND_MS],
		});
		if (!next) break;
		const { r_conversation_id: conversationId } = next;
		given.push(conversationId);
		announce(conversationId);
		tellAssigned(conversationId);
	}
	return given;
}

// One statement at a time of a process waits for its turn at the queue.
const pull = coalesce(
	{ delayMs: 20, most: 1 },
	async () => void (await assignWaiting()),
	(error) => log.warn({ err: error }, "the queue was not pulled; the sweep will"),
);

/** Somebody waits, or somebody has room: call it after the commit. */
export const wakeAssignment = (): void => pull("");
