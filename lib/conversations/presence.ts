/** Who is there: what a person chose, as long as their tabs beat. */

import { wakeAssignment } from "@/lib/conversations/auto-assign";
import { BEAT_MS, IDLE_AFTER_MS, SILENT_AFTER_MS } from "@/lib/conversations/limits";
import { inScope, type Scope } from "@/lib/conversations/scope";
import type { Beat, BeatAnswer, Colleague, Presence } from "@/lib/conversations/team-schema";
import { VIEWERS, viewersSchema } from "@/lib/conversations/viewers";
import { row, rows } from "@/lib/db";
import { hintPresence, hintViewers } from "@/lib/live/publish";
import { SECOND_MS } from "@/lib/time";

const SILENT_SECONDS = SILENT_AFTER_MS / SECOND_MS;
const IDLE_SECONDS = IDLE_AFTER_MS / SECOND_MS;
/** Run out for certain: the column keeps milliseconds, and a rounded-up one would hold for a moment still. */
const RUN_OUT_SECONDS = SILENT_SECONDS + 1;
/** A tab that closes leaves the others time for one beat. */
const CLOSING_SECONDS = (SILENT_AFTER_MS - BEAT_MS) / SECOND_MS;

const IS_SILENT = `coalesce(heartbeat_at < now() - interval '${SILENT_SECONDS} seconds', true)`;
const IS_IDLE = "coalesce(idle_from <= now(), false)";
const LOAD = (agent: string): string =>
	`(SELECT count(*)::int FROM conversations l WHERE l.assignee_id = ${agent} AND l.status = 'open')`;

/** Whether a channel in scope gives customers out by itself; `channels` is the placeholder that holds `channelIds`. */
const ASSIGNING = (channels: string): string =>
	`EXISTS (SELECT FROM channels h WHERE (h.assignment <> 'off' OR h.sticky_minutes IS NOT NULL)
		AND (${channels}::text[] IS NULL OR h.id = ANY(${channels}::text[])))`;

interface BeatRow {
	presence: Presence;
	idle: boolean;
	capacity: number;
	load: number;
	assigning: boolean;
	/** Offline or idle until this beat. */
	came: boolean;
	/** Whose viewers changed by it. */
	changed: string[];
	viewers: unknown;
}

/** A later sign of the same tab stands here already: requests may overtake each other, above all the last one of a page. */
const IS_OVERTAKEN = "v.tab = $11 AND v.sign > $12";

/**
 * A sign of life of one tab: one statement, and no change that sync would tell. Whoever was never here is online with the
 * first. Colleagues are told only when something changed; a conversation outside the scope is passed over. Where a tab has left,
 * a row stays that has run out, so that an older sign that comes late finds it.
 */
export async function beat(scope: Scope, sign: Beat): Promise<BeatAnswer> {
	const { conversationId, typing, active, visible, leftId, closing, tab = "", number = 0 } = sign;
	const here = closing ? null : conversationId;
	const left = [leftId, closing ? conversationId : null].filter((id) => id && id !== here);
	const found = await row<BeatRow>({
		name: "beat",
		text: `WITH before AS (SELECT ${IS_SILENT} OR ($9 AND ${IS_IDLE}) AS gone FROM agents WHERE id = $1),
			late AS (SELECT EXISTS (SELECT FROM conversation_viewers v
				WHERE v.agent_id = $1 AND v.conversation_id = ANY($2::uuid || $5::uuid[]) AND ${IS_OVERTAKEN}) AS yes),
			was AS (SELECT v.conversation_id AS id, (v.typing_at IS NOT NULL) = $3 AND v.typing_note = $10 AS same
				FROM conversation_viewers v WHERE v.agent_id = $1 AND v.conversation_id = ANY($2::uuid || $5::uuid[])
					AND v.seen_at > now() - interval '${SILENT_SECONDS} seconds'),
			me AS (UPDATE agents SET
					heartbeat_at = CASE WHEN late.yes THEN heartbeat_at ELSE now() - make_interval(secs => $6) END,
					presence = CASE WHEN heartbeat_at IS NULL THEN 'online' ELSE presence END,
					visible_at = CASE WHEN late.yes THEN visible_at WHEN $7 THEN NULL WHEN $4 THEN now() ELSE visible_at END,
					idle_from = CASE WHEN $9 OR idle_from IS NULL THEN now() + interval '${IDLE_SECONDS} seconds' ELSE idle_from END
				FROM late WHERE id = $1 RETURNING presence, capacity, ${IS_IDLE} AS idle, late.yes AS late),
			here AS (INSERT INTO conversation_viewers AS v (conversation_id, agent_id, typing_at, typing_note, tab, sign)
				SELECT c.id, $1, CASE WHEN $3 THEN now() END, $10, $11, $12
				FROM conversations c WHERE c.id = $2 AND ${inScope("c", "$8")}
				ON CONFLICT (conversation_id, agent_id) DO UPDATE SET seen_at = now(), typing_at = EXCLUDED.typing_at,
					typing_note = EXCLUDED.typing_note, tab = EXCLUDED.tab, sign = EXCLUDED.sign
				WHERE NOT (${IS_OVERTAKEN}) RETURNING conversation_id AS id),
			gone AS (INSERT INTO conversation_viewers AS v (conversation_id, agent_id, seen_at, tab, sign)
				SELECT c.id, $1, now() - interval '${RUN_OUT_SECONDS} seconds', $11, $12
				FROM conversations c WHERE c.id = ANY($5::uuid[])
				ON CONFLICT (conversation_id, agent_id) DO UPDATE SET seen_at = EXCLUDED.seen_at, typing_at = NULL,
					typing_note = false, tab = EXCLUDED.tab, sign = EXCLUDED.sign
				WHERE NOT (${IS_OVERTAKEN}) RETURNING conversation_id AS id)
			SELECT me.presence, me.idle, me.capacity, ${LOAD("$1")} AS load, ${ASSIGNING("$8")} AS assigning,
				before.gone AND NOT me.late AS came,
				ARRAY(SELECT id FROM gone WHERE id IN (SELECT id FROM was)
					UNION ALL SELECT id FROM here WHERE id NOT IN (SELECT id FROM was WHERE same)) AS changed,
				(SELECT ${VIEWERS} FROM conversation_viewers v JOIN agents a ON a.id = v.agent_id
					WHERE v.conversation_id = (SELECT id FROM here) AND v.agent_id <> $1) AS viewers
			FROM me, before`,
		values: [
			scope.agent.id,
			here,
			typing !== null,
			visible,
			left,
			closing ? CLOSING_SECONDS : 0,
			closing,
			scope.channelIds,
			active,
			typing === "note",
			tab,
			number,
		],
	});
	for (const id of found.changed) hintViewers(id);
	if (found.came && !closing) tellComing(found.presence);
	return toAnswer(found);
}

/** What this person wants to be from now on. */
export async function setPresence({ agent, channelIds }: Scope, presence: Presence): Promise<BeatAnswer> {
	const found = await row<Omit<BeatRow, "came" | "changed">>({
		text: `UPDATE agents SET presence = $2, heartbeat_at = now(), idle_from = now() + interval '${IDLE_SECONDS} seconds'
			WHERE id = $1
			RETURNING presence, false AS idle, capacity, ${LOAD("$1")} AS load, ${ASSIGNING("$3")} AS assigning, NULL AS viewers`,
		values: [agent.id, presence, channelIds],
	});
	tellComing(presence);
	return toAnswer(found);
}

/** Everybody who can be given a conversation, or those who may see one channel; by name. */
export const listTeam = (channelId: string | null = null): Promise<Colleague[]> =>
	rows<Colleague>({
		name: "list_team",
		text: `SELECT a.id, a.name, a.capacity, ${LOAD("a.id")} AS load,
				CASE WHEN ${IS_SILENT} THEN 'offline' WHEN a.presence = 'online' AND ${IS_IDLE} THEN 'away'
					ELSE a.presence END::presence AS presence
			FROM agents a WHERE a.disabled_at IS NULL AND ($1::text IS NULL OR a.all_channels
				OR EXISTS (SELECT FROM agent_channels x WHERE x.agent_id = a.id AND x.channel_id = $1)) ORDER BY a.name, a.id`,
		values: [channelId],
	});

function tellComing(presence: Presence): void {
	hintPresence();
	if (presence === "online") wakeAssignment();
}

const toAnswer = (found: Omit<BeatRow, "came" | "changed">): BeatAnswer => {
	const { presence, idle, capacity, load, assigning, viewers } = found;
	return { presence, idle, capacity, load, assigning, viewers: viewersSchema.parse(viewers ?? []) };
};
