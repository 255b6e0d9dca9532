import { type CardItem, type CreateCard, createCardSchema, fillCard } from "@/lib/channels/card-schema";
import { CARD_TITLE_MAX_BYTES, LINK_DESCRIPTION_MAX_BYTES, utf8Bytes } from "@/lib/channels/limits";
import { fillText } from "@/lib/conversations/quick-reply-text";
import { type CardContent, cardContentSchema } from "@/lib/conversations/reply-schema";
import type { MediaRef } from "@/lib/conversations/schema";
import type { CardShown, FieldCard } from "./field-cards";

/** Why a card cannot be sent: the first thing to mend. */
export type CardFault =
	| { kind: "missing"; name: string }
	| { kind: "too_long"; field: "title" | "description"; used: number; max: number }
	| { kind: "no_cover" }
	| { kind: "cover_failed" }
	| { kind: "invalid"; field: string };

export type CardDraft = { card: Omit<FieldCard, "id">; fault: null } | { card: null; fault: CardFault };

/** Stands for a cover while the texts are looked at. */
const NO_COVER = "00000000-0000-4000-8000-000000000000";
const MAX_BYTES = { title: CARD_TITLE_MAX_BYTES, description: LINK_DESCRIPTION_MAX_BYTES };

/** A card of the library with its blanks filled in, ready to send, or what is wrong with it. */
export function draftOf(item: CardItem, values: Readonly<Record<string, string>>): CardDraft {
	const missing = item.variables.find((name) => !values[name]?.trim());
	if (missing !== undefined) return no({ kind: "missing", name: missing });
	if (item.type === "miniprogrampage" && item.media?.status !== "ready") return no({ kind: "cover_failed" });
	const used = Object.fromEntries(item.variables.map((name) => [name, values[name] ?? ""]));
	const filled = fillCard(toContent(item), used);
	if ("fields" in filled) return no(faultOf(Object.keys(filled.fields), shownTexts(item, used)));
	const reply = { type: item.type, cardId: item.id, ...(item.variables.length > 0 && { values: used }) };
	return { card: { reply, content: toShown(filled.card), media: item.media }, fault: null };
}

/** What is written by hand into the form of a card. */
export interface WrittenCard {
	type: CardShown["type"];
	title: string;
	pagepath: string;
	description: string;
	url: string;
	thumbUrl: string;
	cover: MediaRef | null;
	/** Stops the upload of another cover. While there is one the card cannot leave with the cover before it. */
	coming: AbortController | null;
}

/** A card written by hand, ready to send, or what is wrong with it. */
export function writtenDraft({ type, cover, coming, ...texts }: WrittenCard): CardDraft {
	const { title, pagepath, description, url, thumbUrl } = texts;
	// The texts are looked at first; a cover is asked for when they are there.
	const mediaId = cover?.id ?? NO_COVER;
	const said: unknown =
		type === "link" ? { type, title, description, url, thumbUrl } : { type, title, pagepath, mediaId };
	const parsed = cardContentSchema.safeParse(said);
	if (!parsed.success)
		return no(
			faultOf(
				parsed.error.issues.map(({ path }) => path.join(".")),
				{ title, description },
			),
		);
	const fault = type === "miniprogrampage" && coverFault(cover, coming);
	if (fault) return no(fault);
	return { card: { reply: parsed.data, content: toShown(parsed.data), media: cover }, fault: null };
}

/** An empty form. */
export const NOTHING_WRITTEN = {
	title: "",
	pagepath: "",
	description: "",
	url: "",
	thumbUrl: "",
	cover: null,
	coming: null,
};

/** What people here call a card of the library, and where it stands. */
export interface TemplateNames {
	name: string;
	group: string;
}

/** A card for the library, blanks and all, ready to be kept, or what is wrong with it. */
export function templateDraft(
	channelId: string,
	names: TemplateNames,
	{ cover, coming, ...written }: WrittenCard,
): { template: CreateCard; fault: null } | { template: null; fault: CardFault } {
	const mediaId = cover?.id ?? NO_COVER;
	const parsed = createCardSchema.safeParse({ ...written, ...names, channelId, mediaId });
	if (!parsed.success) {
		const fields = parsed.error.issues.map(({ path }) => path.join("."));
		return { template: null, fault: faultOf(fields, shownTexts(written, {})) };
	}
	const fault = written.type === "miniprogrampage" && coverFault(cover, coming);
	if (fault) return { template: null, fault };
	return { template: parsed.data, fault: null };
}

/** Title and description as they read now: blanks without a value stay. */
export function shownTexts(
	{ title, description }: Pick<CardItem, "title" | "description">,
	values: Readonly<Record<string, string>>,
): { title: string; description: string } {
	const known = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ""));
	return { title: fillText(title, known), description: fillText(description ?? "", known) };
}

function faultOf(fields: string[], texts: { title: string; description: string }): CardFault {
	for (const field of ["title", "description"] as const) {
		const used = utf8Bytes(texts[field]);
		if (fields.includes(field) && used > MAX_BYTES[field])
			return { kind: "too_long", field, used, max: MAX_BYTES[field] };
	}
	return { kind: "invalid", field: fields[0] ?? "title" };
}

function coverFault(cover: WrittenCard["cover"], coming: WrittenCard["coming"]): CardFault | null {
	if (coming) return { kind: "cover_failed" };
	return cover ? null : { kind: "no_cover" };
}

const no = (fault: CardFault): CardDraft => ({ card: null, fault });

function toContent(item: CardItem): CardContent {
	const { title, pagepath, description, url, thumbUrl, media } = item;
	if (item.type === "link")
		return { type: "link", title, description: description ?? "", url: url ?? "", thumbUrl: thumbUrl ?? "" };
	return { type: "miniprogrampage", title, pagepath: pagepath ?? "", mediaId: media?.id ?? "" };
}

function toShown(card: CardContent): CardShown {
	if (card.type === "link") return card;
	return { type: "miniprogrampage", title: card.title, appId: "", pagePath: card.pagepath };
}
