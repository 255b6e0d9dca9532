/** The tags there are. A new name, and a tag's end, carry through to every conversation and every saved filter. */
import { toConflict } from "@/lib/admin/conflict";
import type { ChangeTag, CreateTag, TagItem } from "@/lib/conversations/tag-schema";
import { getPrisma, type Queryable, rows, transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { wakeAllScreens } from "@/lib/live/publish";

interface Asker {
	agent: { id: string };
}

const select = { id: true, name: true, color: true } as const;

/** @throws AppError `conflict` with `fields` when the name is taken */
export async function createTag({ agent }: Asker, { name, color }: CreateTag): Promise<TagItem> {
	return toConflict("name", () =>
		transaction(async (tx) => {
			const [tag] = await rows<TagItem>(
				{
					text: "INSERT INTO tags (name, color) VALUES ($1, $2) RETURNING id, name, color",
					values: [name, color],
				},
				tx,
			);
			if (!tag) throw new AppError("internal");
			await audit(agent.id, "tag.create", tag.id, { name, color }, tx);
			return tag;
		}),
	);
}

/** @throws AppError `not_found`, `conflict` with `fields` when the name is taken */
export async function changeTag({ agent }: Asker, id: string, change: ChangeTag): Promise<TagItem> {
	const tag = await toConflict("name", () =>
		transaction(async (tx) => {
			const before = await lockTag(id, tx);
			const next = { ...before, ...change };
			await rows(
				{
					text: "UPDATE tags SET name = $2, color = $3 WHERE id = $1",
					values: [id, next.name, next.color],
				},
				tx,
			);
			if (next.name !== before.name) await rename(before.name, next.name, tx);
			await audit(agent.id, "tag.update", id, { name: before.name, ...change }, tx);
			return next;
		}),
	);
	wakeAllScreens();
	return tag;
}

/** @throws AppError `not_found` */
export async function deleteTag({ agent }: Asker, id: string): Promise<void> {
	await transaction(async (tx) => {
		const { name } = await lockTag(id, tx);
		await rows({ text: "DELETE FROM tags WHERE id = $1", values: [id] }, tx);
		await rows(
			{
				text: `UPDATE conversations SET tags = array_remove(tags, $1), change_id = pg_current_xact_id()::text::bigint
					WHERE tags @> ARRAY[$1::text]`,
				values: [name],
			},
			tx,
		);
		await audit(agent.id, "tag.delete", id, { name }, tx);
	});
	wakeAllScreens();
}

export const listAllTags = (): Promise<TagItem[]> =>
	getPrisma().tag.findMany({ select, orderBy: { name: "asc" } }) as Promise<TagItem[]>;

async function lockTag(id: string, tx: Queryable): Promise<TagItem> {
	const [tag] = await rows<TagItem>(
		{ text: "SELECT id, name, color FROM tags WHERE id = $1 FOR UPDATE", values: [id] },
		tx,
	);
	if (!tag) throw new AppError("not_found", { message: "no such tag" });
	return tag;
}

async function rename(from: string, to: string, tx: Queryable): Promise<void> {
	await rows(
		{
			text: `UPDATE conversations SET tags = array_replace(tags, $1, $2), change_id = pg_current_xact_id()::text::bigint
				WHERE tags @> ARRAY[$1::text]`,
			values: [from, to],
		},
		tx,
	);
	await rows(
		{
			text: "UPDATE saved_filters SET filter = jsonb_set(filter, '{tag}', to_jsonb($2::text)) WHERE filter ->> 'tag' = $1",
			values: [from, to],
		},
		tx,
	);
}

const audit = (agentId: string, action: string, target: string, details: object, tx: Queryable) =>
	rows(
		{
			text: "INSERT INTO audit_entries (agent_id, action, target, details) VALUES ($1, $2, $3, $4)",
			values: [agentId, action, target, JSON.stringify(details)],
		},
		tx,
	);
