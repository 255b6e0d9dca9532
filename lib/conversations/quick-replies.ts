/** Texts and cards that agents insert by a few letters: everybody's, kept by supervisors and administrators, and one's own. */

import { pinyinOf } from "@/lib/conversations/pinyin";
import {
	type ChangeQuickReply,
	type CreateQuickReply,
	createQuickReplySchema,
	type QuickReplyItem,
} from "@/lib/conversations/quick-reply-schema";
import { variablesOfText } from "@/lib/conversations/quick-reply-text";
import { inScope, type Scope } from "@/lib/conversations/scope";
import { type Queryable, row, rows, transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";

/** Whose they are: everybody's, or the one's who asks. */
export type Owner = "shared" | "own";

interface QuickReplyRow {
	id: string;
	channel_id: string | null;
	agent_id: string | null;
	group_name: string;
	title: string;
	shortcut: string;
	text: string;
	used_count: number;
	updated_at: Date;
	card: QuickReplyItem["card"];
}

const SELECT = `SELECT q.id, q.channel_id, q.agent_id, q.group_name, q.title, q.shortcut, q.text, q.used_count, q.updated_at,
		CASE WHEN k.id IS NOT NULL THEN json_build_object('id', k.id, 'type', k.type, 'name', k.name, 'title', k.title) END AS card
	FROM quick_replies q LEFT JOIN cards k ON k.id = q.card_id`;

/** Of every channel, or of one that the asker sees. */
const visible = (channelIds: string): string => `(q.channel_id IS NULL OR ${inScope("q", channelIds)})`;

/** Everybody's and one's own for a channel (undefined: for all in scope), or everybody's alone, by group and title. */
export async function listQuickReplies(
	scope: Scope,
	{ channel, sharedOnly = false }: { channel?: string | undefined; sharedOnly?: boolean } = {},
): Promise<QuickReplyItem[]> {
	const found = await rows<QuickReplyRow>({
		name: "list_quick_replies",
		text: `${SELECT} WHERE (q.agent_id IS NULL OR (q.agent_id = $1 AND NOT $2)) AND ${visible("$3")}
				AND ($4::text IS NULL OR q.channel_id IS NULL OR q.channel_id = $4)
			ORDER BY q.group_name, q.title, q.id`,
		values: [scope.agent.id, sharedOnly, scope.channelIds, channel ?? null],
	});
	return found.map(toItem);
}

/**
 * @throws AppError `not_found` for a channel or a card that the asker does not see, `conflict` with `fields` for a shortcut
 * that another one of the same owner and channel has
 */
export async function createQuickReply(
	scope: Scope,
	owner: Owner,
	input: CreateQuickReply,
): Promise<QuickReplyItem> {
	const id = await writing(async (tx) => {
		await requirePlace(scope, input, tx);
		const { id } = await row<{ id: string }>(
			{
				text: `INSERT INTO quick_replies (agent_id, channel_id, group_name, title, shortcut, text, card_id)
					VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
				values: [owner === "own" ? scope.agent.id : null, ...columnsOf(input)],
			},
			tx,
		);
		await audit(scope, owner, "quick_reply.create", id, { title: input.title }, tx);
		return id;
	});
	return getQuickReply(scope, owner, id);
}

/** Changes what is named and leaves the rest. @throws as `createQuickReply`, `bad_request` when it would say nothing, or two things */
export async function changeQuickReply(
	scope: Scope,
	owner: Owner,
	id: string,
	change: ChangeQuickReply,
): Promise<QuickReplyItem> {
	await writing(async (tx) => {
		const { channelId, group, title, shortcut, text, card } = await getQuickReply(scope, owner, id, tx);
		const whole = { channelId, group, title, shortcut, text, cardId: card?.id ?? null, ...change };
		const parsed = createQuickReplySchema.safeParse(whole);
		if (!parsed.success) {
			const fields = { text: "a text or a card" };
			throw new AppError("bad_request", { message: "the input is not valid", details: { fields } });
		}
		await requirePlace(scope, parsed.data, tx);
		await rows(
			{
				text: `UPDATE quick_replies SET channel_id = $2, group_name = $3, title = $4, shortcut = $5, text = $6, card_id = $7,
					updated_at = now() WHERE id = $1`,
				values: [id, ...columnsOf(parsed.data)],
			},
			tx,
		);
		await audit(scope, owner, "quick_reply.update", id, { title, changed: Object.keys(change) }, tx);
	});
	return getQuickReply(scope, owner, id);
}

/** @throws AppError `not_found` */
export async function deleteQuickReply(scope: Scope, owner: Owner, id: string): Promise<void> {
	await writing(async (tx) => {
		const { title } = await getQuickReply(scope, owner, id, tx);
		await rows({ text: "DELETE FROM quick_replies WHERE id = $1", values: [id] }, tx);
		await audit(scope, owner, "quick_reply.delete", id, { title }, tx);
	});
}

/** Counts one use of everybody's or one's own. @throws AppError `not_found` */
export async function countUse(scope: Scope, id: string): Promise<{ usedCount: number }> {
	const [used] = await rows<{ usedCount: number }>({
		text: `UPDATE quick_replies q SET used_count = used_count + 1
			WHERE q.id = $1 AND (q.agent_id IS NULL OR q.agent_id = $2) AND ${visible("$3")} RETURNING used_count AS "usedCount"`,
		values: [id, scope.agent.id, scope.channelIds],
	});
	if (!used) throw new AppError("not_found", { message: "no such quick reply" });
	return used;
}

async function getQuickReply(
	scope: Scope,
	owner: Owner,
	id: string,
	tx?: Queryable,
): Promise<QuickReplyItem> {
	const [found] = await rows<QuickReplyRow>(
		{
			text: `${SELECT} WHERE q.id = $1 AND q.agent_id IS NOT DISTINCT FROM $2 AND ${visible("$3")}
				${tx ? "FOR UPDATE OF q" : ""}`,
			values: [id, owner === "own" ? scope.agent.id : null, scope.channelIds],
		},
		tx,
	);
	if (!found) throw new AppError("not_found", { message: "no such quick reply" });
	return toItem(found);
}

/** A card is sent in its own channel only. */
async function requirePlace(
	{ channelIds }: Scope,
	{ channelId, cardId }: Pick<CreateQuickReply, "channelId" | "cardId">,
	tx: Queryable,
): Promise<void> {
	if (channelId === null && cardId === null) return;
	const [found] = await rows(
		{
			text: `SELECT 1 FROM channels h WHERE h.id = $1 AND ($3::text[] IS NULL OR h.id = ANY($3))
				AND ($2::uuid IS NULL OR EXISTS (SELECT 1 FROM cards k WHERE k.id = $2 AND k.channel_id = h.id))`,
			values: [channelId, cardId, channelIds],
		},
		tx,
	);
	if (!found) throw new AppError("not_found", { message: "no such channel, or no such card in it" });
}

const columnsOf = (input: CreateQuickReply) => [
	input.channelId,
	input.group,
	input.title,
	input.shortcut,
	input.text,
	input.cardId,
];

function toItem(found: QuickReplyRow): QuickReplyItem {
	return {
		id: found.id,
		channelId: found.channel_id,
		mine: found.agent_id !== null,
		group: found.group_name,
		title: found.title,
		shortcut: found.shortcut,
		text: found.text,
		card: found.card,
		usedCount: found.used_count,
		...pinyinOf(found.title),
		groupPinyin: pinyinOf(found.group_name).pinyin,
		variables: variablesOfText(found.text),
		updatedAt: found.updated_at.toISOString(),
	};
}

/** What is everybody's is written down; one's own is one's own business. */
async function audit(
	{ agent }: Scope,
	owner: Owner,
	action: string,
	target: string,
	details: object,
	tx: Queryable,
): Promise<void> {
	if (owner === "own") return;
	await rows(
		{
			text: "INSERT INTO audit_entries (agent_id, action, target, details) VALUES ($1, $2, $3, $4)",
			values: [agent.id, action, target, JSON.stringify(details)],
		},
		tx,
	);
}

async function writing<Result>(work: (tx: Queryable) => Promise<Result>): Promise<Result> {
	try {
		return await transaction(work);
	} catch (cause) {
		if (cause instanceof Error && "constraint" in cause && cause.constraint === "quick_replies_shortcut") {
			const details = { fields: { shortcut: "taken" } };
			throw new AppError("conflict", { message: "the shortcut is taken", cause, details });
		}
		throw cause;
	}
}
