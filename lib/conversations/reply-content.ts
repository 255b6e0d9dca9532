/** What a person asked to send, as the message that will say it. */
import { getAccount } from "@/lib/channels/accounts";
import { cardTemplateSchema, fillCard } from "@/lib/channels/card-schema";
import type { TextFault } from "@/lib/channels/channel";
import type { MessageContent } from "@/lib/channels/message";
import { protocolOf } from "@/lib/channels/registry";
import type { CardContent, ReplyContent } from "@/lib/conversations/reply-schema";
import { getPrisma } from "@/lib/db";
import { AppError } from "@/lib/errors";

interface Resolved {
	content: MessageContent;
	mediaId: string | null;
}

const FAULTS: Record<TextFault["code"], string> = {
	foreign_link: "a link opens a Mini Program other than this channel's own",
	broken_link: "a link is not complete: the customer would see its marks",
	unsafe_link: "a link needs a whole http or https address",
};

/**
 * Looks up the card of the library and makes sure that a picture may be sent from this conversation's channel.
 * @throws AppError `not_found` for a card, `card_values` with `fields`, `media_unusable` for a picture of another channel or
 * without bytes, and what `requireSendableText` throws
 */
export async function resolveContent(conversationId: string, said: ReplyContent): Promise<Resolved> {
	if (said.type === "text") {
		await requireSendableText(conversationId, said.text);
		return { content: { type: "text", text: said.text }, mediaId: null };
	}
	const channelId = await channelOf(conversationId);
	if (said.type === "image") {
		return { content: { type: "image" }, mediaId: await requireMedia(channelId, said.mediaId) };
	}
	const card = "cardId" in said ? await takeCard(channelId, said) : said;
	if (card.type === "link") return { content: card, mediaId: null };
	const { type, title, pagepath: pagePath } = card;
	const mediaId = await requireMedia(channelId, card.mediaId);
	return { content: { type, title, appId: "", pagePath }, mediaId };
}

/**
 * Makes sure that the customer would see a text as it is meant.
 * @throws AppError `foreign_link`, `broken_link`, `unsafe_link`, with `fields.text`
 */
export async function requireSendableText(conversationId: string, text: string): Promise<void> {
	const account = await getAccount(await channelOf(conversationId));
	const fault = protocolOf(account).checkText(account, text);
	if (!fault) return;
	const message = `${FAULTS[fault.code]} (at character ${fault.at + 1})`;
	throw new AppError(fault.code, { message, details: { fields: { text: message } } });
}

async function channelOf(conversationId: string): Promise<string> {
	const where = { id: conversationId };
	const found = await getPrisma().conversation.findUniqueOrThrow({ where, select: { channelId: true } });
	return found.channelId;
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
