/** Cards and links as administrators make them. What was sent keeps what it said, whatever becomes of its card. */
import type { Prisma } from "@/generated/prisma/client";
import {
	type CardItem,
	type ChangeCard,
	type CreateCard,
	cardTemplateSchema,
} from "@/lib/channels/card-schema";
import { getCard } from "@/lib/channels/cards";
import { getPrisma } from "@/lib/db";
import { AppError } from "@/lib/errors";

/** The administrator who asks, and the channels they see; null means all. */
interface Asker {
	agent: { id: string };
	channelIds: string[] | null;
}

/** @throws AppError `not_found` for a channel, `media_unusable` for a cover that is not a ready picture of the channel */
export async function createCard(asker: Asker, input: CreateCard): Promise<CardItem> {
	const { channelId, name, group, ...content } = input;
	await requireChannel(asker, channelId);
	if (content.type === "miniprogrampage") await requireCover(channelId, content.mediaId);
	const id = crypto.randomUUID();
	await getPrisma().$transaction([
		getPrisma().card.create({ data: { ...content, id, channelId, name, groupName: group } }),
		audit(asker, "card.create", id, { channelId, name }),
	]);
	return getCard(asker.channelIds, id);
}

/**
 * Changes what is named and leaves the rest.
 * @throws AppError `not_found`, `media_unusable`, `bad_request` with `fields` when it could not be sent any more
 */
export async function changeCard(asker: Asker, id: string, change: ChangeCard): Promise<CardItem> {
	const { channelId, media, ...card } = await getCard(asker.channelIds, id);
	const { name, group, ...texts } = change;
	const whole = cardTemplateSchema.safeParse({ ...card, mediaId: media?.id, ...texts });
	const fields = Object.fromEntries(
		whole.success
			? foreignFields(texts, whole.data)
			: whole.error.issues.map((issue) => [issue.path.join("."), issue.message]),
	);
	if (Object.keys(fields).length > 0)
		throw new AppError("bad_request", { message: "the input is not valid", details: { fields } });
	if (texts.mediaId !== undefined) await requireCover(channelId, texts.mediaId);
	const data = { ...texts, name, groupName: group, updatedAt: new Date() };
	await changing(() =>
		getPrisma().$transaction([
			getPrisma().card.update({ where: { id }, data }),
			audit(asker, "card.update", id, { channelId, name: name ?? card.name, changed: Object.keys(change) }),
		]),
	);
	return getCard(asker.channelIds, id);
}

/** @throws AppError `not_found` */
export async function deleteCard(asker: Asker, id: string): Promise<void> {
	const { channelId, name } = await getCard(asker.channelIds, id);
	await changing(() =>
		getPrisma().$transaction([
			getPrisma().card.delete({ where: { id } }),
			audit(asker, "card.delete", id, { channelId, name }),
		]),
	);
}

const audit = (asker: Asker, action: string, target: string, details: Prisma.InputJsonObject) =>
	getPrisma().auditEntry.create({ data: { agentId: asker.agent.id, action, target, details } });

/** Fields that a card of this type does not have. */
const foreignFields = (texts: object, whole: object): [string, string][] =>
	Object.keys(texts)
		.filter((field) => !(field in whole))
		.map((field) => [field, "not of this type"]);

/** A card that somebody else has just deleted is not there. */
async function changing<Result>(work: () => Promise<Result>): Promise<Result> {
	try {
		return await work();
	} catch (cause) {
		if (cause instanceof Error && "code" in cause && cause.code === "P2025") {
			throw new AppError("not_found", { message: "no such card", cause });
		}
		throw cause;
	}
}

async function requireChannel({ channelIds }: Asker, id: string): Promise<void> {
	const isSeen = channelIds === null || channelIds.includes(id);
	const channel = isSeen
		? await getPrisma().channel.findUnique({ where: { id }, select: { id: true } })
		: null;
	if (!channel) throw new AppError("not_found", { message: "no such channel" });
}

async function requireCover(channelId: string, id: string): Promise<void> {
	const where = { id, channelId, status: "ready" } as const;
	if (await getPrisma().media.findFirst({ where, select: { id: true } })) return;
	throw new AppError("media_unusable", { message: "not a picture of this channel" });
}
