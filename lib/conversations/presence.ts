/** Who is there: what a person chose, as long as their tabs beat. */

import { wakeAssignment } from "@/lib/conversations/auto-assign";
import { BEAT_MS, SILENT_AFTER_MS } from "@/lib/conversations/limits";
import { inScope, type Scope } from "@/lib/conversations/scope";
import type { Beat, BeatAnswer, Colleague, Presence } from "@/lib/conversations/team-schema";
import { VIEWERS, viewersSchema } from "@/lib/conversations/viewers";
import { row, rows } from "@/lib/db";
import { hintPresence, hintViewers } from "@/lib/live/publish";
import { SECOND_MS } from "@/lib/time";

const SILENT_SECONDS = SILENT_AFTER_MS / SECOND_MS;
/** A tab that closes leaves the others time for one beat. */
const CLOSING_SECONDS = (SILENT_AFTER_MS - BEAT_MS) / SECOND_MS;

const IS_SILENT = `coalesce(heartbeat_at < now() - interval '${SILENT_SECONDS} seconds', true)`;
const LOAD = (agent: string): string =>
	`(SELECT count(*)::int FROM conversations l WHERE l.assignee_id = ${agent} AND l.status = 'open')`;

interface BeatRow {
	presence: Presence;
	capacity: number;
	load: number;
	/** Offline until this beat. */
	came: boolean;
	/** Whose viewers changed by it. */
	changed: string[];
	viewers: unknown;
}

/**
 * A sign of life of one tab: one statement, and no change that sync would tell. Whoever was never here is online with the
 * first. Colleagues are told only when something changed; a conversation outside the scope is passed over.
 */
export async function beat(scope: Scope, sign: Beat): Promise<BeatAnswer> {
	const { conversationId, typing, visible, leftId, closing } = sign;
	const here = closing ? null : conversationId;
	const left = [leftId, closing ? conversationId : null].filter((id) => id && id !== here);
	const found = await row<BeatRow>({
		name: "beat",
		text: `WITH before AS (SELECT ${IS_SILENT} AS silent FROM agents WHERE id = $1),
			was AS (SELECT v.seen_at > now() - interval '${SILENT_SECONDS} seconds' AND (v.typing_at IS NOT NULL) = $3 AS same
				FROM conversation_viewers v WHERE v.agent_id = $1 AND v.conversation_id = $2),
			me AS (UPDATE agents SET heartbeat_at = now() - make_interval(secs => $6),
					presence = CASE WHEN heartbeat_at IS NULL THEN 'online' ELSE presence END,
					visible_at = CASE WHEN $7 THEN NULL WHEN $4 THEN now() ELSE visible_at END
				WHERE id = $1 RETURNING presence, capacity),
			here AS (INSERT INTO conversation_viewers (conversation_id, agent_id, typing_at)
				SELECT c.id, $1, CASE WHEN $3 THEN now() END FROM conversations c WHERE c.id = $2 AND ${inScope("c", "$8")}
				ON CONFLICT (conversation_id, agent_id) DO UPDATE SET seen_at = now(), typing_at = EXCLUDED.typing_at
				RETURNING conversation_id AS id),
			gone AS (DELETE FROM conversation_viewers v WHERE v.agent_id = $1 AND v.conversation_id = ANY($5::uuid[])
				RETURNING v.conversation_id AS id)
			SELECT me.presence, me.capacity, ${LOAD("$1")} AS load, before.silent AS came,
				ARRAY(SELECT id FROM gone UNION ALL SELECT id FROM here WHERE NOT coalesce((SELECT same FROM was), false)) AS changed,
				(SELECT ${VIEWERS} FROM conversation_viewers v JOIN agents a ON a.id = v.agent_id
					WHERE v.conversation_id = (SELECT id FROM here) AND v.agent_id <> $1) AS viewers
			FROM me, before`,
		values: [
			scope.agent.id,
			here,
			typing,
			visible,
			left,
			closing ? CLOSING_SECONDS : 0,
			closing,
			scope.channelIds,
		],
	});
	for (const id of found.changed) hintViewers(id);
	if (found.came && !closing) tellComing(found.presence);
	return toAnswer(found);
}

/** What this person wants to be from now on. */
export async function setPresence({ agent }: Scope, presence: Presence): Promise<BeatAnswer> {
	const found = await row<Omit<BeatRow, "came" | "changed">>({
		text: `UPDATE agents SET presence = $2, heartbeat_at = now() WHERE id = $1
			RETURNING presence, capacity, ${LOAD("$1")} AS load, NULL AS viewers`,
		values: [agent.id, presence],
	});
	tellComing(presence);
	return toAnswer(found);
}

/** Everybody who can be given a conversation, or those who may see one channel; by name. */
export const listTeam = (channelId: string | null = null): Promise<Colleague[]> =>
	rows<Colleague>({
		name: "list_team",
		text: `SELECT a.id, a.name, a.capacity, ${LOAD("a.id")} AS load,
				CASE WHEN ${IS_SILENT} THEN 'offline'::presence ELSE a.presence END AS presence
			FROM agents a WHERE a.disabled_at IS NULL AND ($1::text IS NULL OR a.all_channels
				OR EXISTS (SELECT FROM agent_channels x WHERE x.agent_id = a.id AND x.channel_id = $1)) ORDER BY a.name, a.id`,
		values: [channelId],
	});

function tellComing(presence: Presence): void {
	hintPresence();
	if (presence === "online") wakeAssignment();
}

const toAnswer = ({ presence, capacity, load, viewers }: Omit<BeatRow, "came" | "changed">): BeatAnswer => ({
	presence,
	capacity,
	load,
	viewers: viewersSchema.parse(viewers ?? []),
});
