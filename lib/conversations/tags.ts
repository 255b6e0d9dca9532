/** Tags of conversations. A conversation carries names; the table `tags` says which names there are. */
import { announce } from "@/lib/conversations/announce";
import { TAGS_MOST } from "@/lib/conversations/limits";
import { inScope, requireInScope, type Scope } from "@/lib/conversations/scope";
import type { TagChange, TagCount } from "@/lib/conversations/tag-schema";
import { withStep } from "@/lib/conversations/tag-step";
import { type Queryable, row, rows, transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";

/**
 * Changes the tags of a conversation: puts the whole list, or adds and removes. Who may make tags (`mayCreate`) makes those
 * that are new. @throws AppError `not_found`, `unknown_tag` with the names that nobody made, `bad_request`
 */
export async function changeTags(
	scope: Scope,
	conversationId: string,
	change: TagChange,
	mayCreate: boolean,
): Promise<void> {
	await requireInScope(scope, conversationId);
	const changed = await transaction(async (tx) => {
		const wanted = [...new Set("tags" in change ? change.tags : change.add)];
		// Tags first, then conversations, as a tag's new name does: whoever renames one waits, or came before.
		await requireTags(scope, wanted, mayCreate, tx);
		const { tags } = await row<{ tags: string[] }>(
			{ text: "SELECT tags FROM conversations WHERE id = $1 FOR UPDATE", values: [conversationId] },
			tx,
		);
		const next = "tags" in change ? wanted : withStep(tags, change);
		if (next.length > TAGS_MOST && next.length > tags.length)
			throw new AppError("bad_request", { details: { fields: { add: `more than ${TAGS_MOST} tags` } } });
		const written = await rows(
			{
				text: `UPDATE conversations SET tags = $2, change_id = pg_current_xact_id()::text::bigint
					WHERE id = $1 AND tags IS DISTINCT FROM $2 RETURNING id`,
				values: [conversationId, next],
			},
			tx,
		);
		return written.length > 0;
	});
	if (changed) announce(conversationId);
}

/** All tags there are, and how many open conversations in scope carry each; those used most first. */
export const listTags = (scope: Scope): Promise<TagCount[]> =>
	rows<TagCount>({
		name: "list_tags",
		text: `SELECT t.id, t.name, t.color, coalesce(n.count, 0)::int AS count FROM tags t
			LEFT JOIN (SELECT tag, count(*) FROM conversations c, unnest(c.tags) AS tag
				WHERE c.status = 'open' AND c.tags <> '{}' AND ${inScope("c", "$1")} GROUP BY tag) n ON n.tag = t.name
			ORDER BY coalesce(n.count, 0) DESC, t.name`,
		values: [scope.channelIds],
	});

async function requireTags(
	{ agent }: Scope,
	names: string[],
	mayCreate: boolean,
	tx: Queryable,
): Promise<void> {
	const unknown = await findUnknown(names, tx);
	if (unknown.length === 0) return;
	if (!mayCreate) {
		const message = `not a tag: ${unknown.join(", ")}`;
		throw new AppError("unknown_tag", { message, details: { fields: { tags: message }, names: unknown } });
	}
	await rows(
		{
			text: `WITH made AS (INSERT INTO tags (name) SELECT n FROM unnest($1::text[]) AS n ORDER BY n
					ON CONFLICT DO NOTHING RETURNING id, name)
				INSERT INTO audit_entries (agent_id, action, target, details)
				SELECT $2, 'tag.create', m.id, jsonb_build_object('name', m.name) FROM made m`,
			values: [unknown, agent.id],
		},
		tx,
	);
}

async function findUnknown(names: string[], tx: Queryable): Promise<string[]> {
	if (names.length === 0) return [];
	const known = await rows<{ name: string }>(
		{ text: "SELECT name FROM tags WHERE name = ANY($1) ORDER BY name FOR SHARE", values: [names] },
		tx,
	);
	return names.filter((name) => !known.some((tag) => tag.name === name));
}
