/** What a person asked to send, as the message that will say it. */
import { cardTemplateSchema, fillCard } from "@/lib/channels/card-schema";
import type { MessageContent } from "@/lib/channels/message";
import type { CardContent, ReplyContent } from "@/lib/conversations/reply-schema";
import { getPrisma } from "@/lib/db";
import { AppError } from "@/lib/errors";

interface Resolved {
	content: MessageContent;
	mediaId: string | null;
}

/**
 * Looks up the card of the library and makes sure a picture may be sent from this conversation's channel.
 * @throws AppError `not_found` for a card, `card_values` with `fields`, `media_unusable` for a picture of another channel or without bytes
 */
export async function resolveContent(conversationId: string, said: ReplyContent): Promise<Resolved> {
	if (said.type === "text") return { content: { type: "text", text: said.text }, mediaId: null };
	const { channelId } = await getPrisma().conversation.findUniqueOrThrow({
		where: { id: conversationId },
		select: { channelId: true },
	});
	if (said.type === "image") {
		return { content: { type: "image" }, mediaId: await requireMedia(channelId, said.mediaId) };
	}
	const card = "cardId" in said ? await takeCard(channelId, said) : said;
	if (card.type === "link") return { content: card, mediaId: null };
	const { type, title, pagepath: pagePath } = card;
	const mediaId = await requireMedia(channelId, card.mediaId);
	return { content: { type, title, appId: "", pagePath }, mediaId };
}

async function requireMedia(channelId: string, id: string): Promise<string> {
	const usable = await getPrisma().media.findFirst({
		where: { id, channelId, status: "ready" },
		select: { id: true },
	});
	if (!usable) throw new AppError("media_unusable", { message: "not a picture of this channel" });
	return id;
}

async function takeCard(
	channelId: string,
	{ cardId: id, type, values = {} }: Extract<ReplyContent, { cardId: string }>,
): Promise<CardContent> {
	const stored = await getPrisma().card.findFirst({ where: { id, type, channelId } });
	if (!stored) throw new AppError("not_found", { message: "no such card in this channel" });
	const filled = fillCard(cardTemplateSchema.parse(stored), values);
	if ("fields" in filled) {
		throw new AppError("card_values", { message: "the card cannot be sent like this", details: filled });
	}
	await getPrisma().card.updateMany({ where: { id }, data: { usedAt: new Date() } });
	return filled.card;
}
