/** Colleagues who have a conversation on screen, and write in it. Passing: nothing of it is kept, sync knows nothing of it. */

import { z } from "zod";
import { SILENT_AFTER_MS, TYPING_MS } from "@/lib/conversations/limits";
import { inScope, type Scope } from "@/lib/conversations/scope";
import type { ConversationViewers, Viewer } from "@/lib/conversations/team-schema";
import { rows } from "@/lib/db";
import { SECOND_MS } from "@/lib/time";

const SILENT_SECONDS = SILENT_AFTER_MS / SECOND_MS;
const TYPING_SECONDS = TYPING_MS / SECOND_MS;
/** Signs that ran out this long ago are swept away. */
const FORGOTTEN_SECONDS = 10 * 60;

/** Of rows `v` of conversation_viewers and `a` of agents: those that hold, as viewersSchema reads them. */
export const VIEWERS = `jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name,
		'until', v.seen_at + interval '${SILENT_SECONDS} seconds',
		'typing', CASE WHEN v.typing_at IS NOT NULL THEN CASE WHEN v.typing_note THEN 'note' ELSE 'reply' END END,
		'typingUntil', v.typing_at + interval '${TYPING_SECONDS} seconds') ORDER BY a.name, a.id)
	FILTER (WHERE v.seen_at > now() - interval '${SILENT_SECONDS} seconds')`;

const instant = z.coerce.date().transform((at) => at.toISOString());
export const viewersSchema: z.ZodType<Viewer[], unknown> = z.array(
	z.object({
		id: z.string(),
		name: z.string(),
		until: instant,
		typing: z.enum(["reply", "note"]).nullable(),
		typingUntil: instant.nullable(),
	}),
);

/** Who else is in these conversations; those outside the scope, and those without anybody, are left out. One statement. */
export async function listViewers(scope: Scope, conversationIds: string[]): Promise<ConversationViewers[]> {
	const found = await rows<{ id: string; viewers: unknown }>({
		name: "list_viewers",
		text: `SELECT c.id, ${VIEWERS} AS viewers
			FROM conversation_viewers v JOIN agents a ON a.id = v.agent_id JOIN conversations c ON c.id = v.conversation_id
			WHERE v.conversation_id = ANY($1::uuid[]) AND v.agent_id <> $2 AND ${inScope("c", "$3")} GROUP BY c.id`,
		values: [conversationIds, scope.agent.id, scope.channelIds],
	});
	return found
		.map(({ id, viewers }) => ({ conversationId: id, viewers: viewersSchema.parse(viewers ?? []) }))
		.filter(({ viewers }) => viewers.length > 0);
}

/** Sweeps away signs that ran out long ago. */
export async function forgetViewers(): Promise<void> {
	await rows({
		text: "DELETE FROM conversation_viewers WHERE seen_at < now() - make_interval(secs => $1)",
		values: [FORGOTTEN_SECONDS],
	});
}
