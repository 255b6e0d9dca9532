/** The library of cards and links, as everybody reads it. */
import { z } from "zod";
import { type CardItem, type CardsQuery, variablesOf } from "@/lib/channels/card-schema";
import type { MediaRef } from "@/lib/conversations/schema";
import { rows } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { LIMITS } from "@/lib/wechat/miniprogram/limits";

interface CardRow {
	id: string;
	channel_id: string;
	type: CardItem["type"];
	name: string;
	group_name: string;
	title: string;
	pagepath: string | null;
	description: string | null;
	url: string | null;
	thumb_url: string | null;
	used_at: Date | null;
	created_at: Date;
	updated_at: Date;
	media: MediaRef | null;
	cover_at: Date | null;
}

const SELECT = `SELECT k.id, k.channel_id, k.type, k.name, k.group_name, k.title, k.pagepath, k.description, k.url, k.thumb_url,
		k.used_at, k.created_at, k.updated_at,
		CASE WHEN x.id IS NOT NULL THEN json_build_object('id', x.id, 'status', x.status, 'mime', x.mime,
			'sizeBytes', x.size_bytes, 'width', x.width, 'height', x.height, 'name', x.name, 'failure', x.failure) END AS media,
		CASE WHEN x.origin = 'agent' OR x.wechat_media_at > x.created_at THEN x.wechat_media_at END AS cover_at
	FROM cards k LEFT JOIN media x ON x.id = k.media_id`;

/** When a card was used last; one that never was comes after all others, the newest first. */
const USED = "coalesce(k.used_at, 'epoch'::timestamptz)";

/**
 * One page of the cards of these channels (null: of all), those used last first.
 * @throws AppError `bad_request` for a cursor that is not ours
 */
export async function listCards(
	channelIds: string[] | null,
	query: CardsQuery,
): Promise<{ items: CardItem[]; nextCursor: string | null }> {
	const after = query.cursor === undefined ? [null, null, null] : parseCursor(query.cursor);
	const found = await rows<CardRow>({
		name: "list_cards",
		text: `${SELECT} WHERE ($1::text[] IS NULL OR k.channel_id = ANY($1)) AND ($2::text IS NULL OR k.channel_id = $2)
				AND ($3::text IS NULL OR strpos(lower(concat_ws(' ', k.name, k.group_name, k.title)), lower($3)) > 0)
				AND ($4::timestamptz IS NULL OR (${USED}, k.created_at, k.id) < ($4, $5, $6))
			ORDER BY ${USED} DESC, k.created_at DESC, k.id DESC LIMIT $7`,
		values: [channelIds, query.channel ?? null, query.q?.trim() || null, ...after, query.limit + 1],
	});
	const page = found.slice(0, query.limit);
	const last = found.length > query.limit ? page.at(-1) : undefined;
	return { items: page.map(toCardItem), nextCursor: last ? toCursor(last) : null };
}

/** One card of these channels. @throws AppError `not_found` */
export async function getCard(channelIds: string[] | null, id: string): Promise<CardItem> {
	const [found] = await rows<CardRow>({
		text: `${SELECT} WHERE k.id = $1 AND ($2::text[] IS NULL OR k.channel_id = ANY($2))`,
		values: [id, channelIds],
	});
	if (!found) throw new AppError("not_found", { message: "no such card" });
	return toCardItem(found);
}

function toCardItem({ cover_at, created_at, ...found }: CardRow): CardItem {
	const { channel_id, group_name, thumb_url, used_at, updated_at, ...row } = found;
	const coverEndsMs = cover_at && cover_at.getTime() + LIMITS.mediaId.lifetimeMs;
	return {
		...row,
		coverEndsAt: coverEndsMs ? new Date(coverEndsMs).toISOString() : null,
		channelId: channel_id,
		group: group_name,
		thumbUrl: thumb_url,
		variables: variablesOf(row),
		usedAt: used_at?.toISOString() ?? null,
		updatedAt: updated_at.toISOString(),
	};
}

const cursorSchema = z.tuple([z.iso.datetime(), z.iso.datetime(), z.uuid()]);

const toCursor = ({ used_at, created_at, id }: CardRow): string =>
	Buffer.from(
		JSON.stringify([(used_at ?? new Date(0)).toISOString(), created_at.toISOString(), id]),
	).toString("base64url");

function parseCursor(cursor: string): [string, string, string] {
	try {
		return cursorSchema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
	} catch (cause) {
		throw new AppError("bad_request", { message: "the cursor is not one of ours", cause });
	}
}
