/** Cards and links of the library, as the API takes them. Client-safe. */
import { z } from "zod";
import { type CardContent, cardContentSchema } from "@/lib/conversations/reply-schema";
import type { MediaRef } from "@/lib/conversations/schema";

/** `{{orderNumber}}`, `{{订单号}}`: filled in when the card is sent. */
const PLACEHOLDER = /\{\{\s*(\p{L}[\p{L}\p{N}_]{0,31})\s*\}\}/gu;
/** Where placeholders may stand; in the two addresses their values are percent-encoded. */
const FILLED = ["title", "description", "pagepath", "url"] as const;
const ENCODED: ReadonlySet<string> = new Set(["pagepath", "url"]);
/** A value chooses what is opened, never whose server. */
const PLACEHOLDER_IN_HOST = /^https?:\/\/[^/?#]*\{\{/i;

const line = z
	.string()
	.trim()
	.max(60)
	.regex(/^\P{Cc}*$/u, "control characters")
	.refine((value) => value.isWellFormed(), "not well-formed");
/** Longer than WeChat takes: the marks of placeholders are not sent. */
const template = z.string().max(4096);
const channelId = z.string().regex(/^[\w-]{1,64}$/, "not a channel");
const texts = {
	title: template,
	/** Of a Mini Program card. */
	pagepath: template,
	mediaId: z.uuid(),
	/** Of a link. */
	description: template,
	url: template,
	thumbUrl: template,
};
const { title, pagepath, mediaId, description, url, thumbUrl } = texts;

/** What a card of the library says, placeholders and all. */
export const cardTemplateSchema = z
	.discriminatedUnion("type", [
		z.object({ type: z.literal("miniprogrampage"), title, pagepath, mediaId }),
		z.object({ type: z.literal("link"), title, description, url, thumbUrl }),
	])
	.superRefine((card, context) => {
		for (const [field, message] of Object.entries(faultsOf(card))) {
			context.addIssue({ code: "custom", path: [field], message });
		}
	});

const name = line.min(1);
export const createCardSchema = z.intersection(
	z.object({ channelId, name, group: line.default("") }),
	cardTemplateSchema,
);
export type CreateCard = z.infer<typeof createCardSchema>;

/** A card keeps its channel and its type: what is of another kind is another card. */
export const changeCardSchema = z.strictObject({ name, group: line, ...texts }).partial();
export type ChangeCard = z.infer<typeof changeCardSchema>;

export const cardParams = z.object({ cardId: z.uuid() });

export const cardsQuerySchema = z.object({
	channel: channelId.optional(),
	/** A plain substring of name, group or title. */
	q: z
		.string()
		.max(100)
		.refine((value) => !value.includes("\0"), "not text")
		.optional(),
	cursor: z.string().max(200).optional(),
	limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type CardsQuery = z.infer<typeof cardsQuerySchema>;

/** A card of the library as screens see it. */
export interface CardItem {
	id: string;
	channelId: string;
	type: CardContent["type"];
	/** Names for people here; the customer sees neither. */
	name: string;
	group: string;
	title: string;
	pagepath: string | null;
	description: string | null;
	url: string | null;
	thumbUrl: string | null;
	/** The cover of a Mini Program card. */
	media: MediaRef | null;
	/** When WeChat's copy of the cover ends; null while it has none. Sending makes a new one in time. */
	coverEndsAt: string | null;
	/** Names of its placeholders; sending it takes a value for each. */
	variables: string[];
	usedAt: string | null;
	updatedAt: string;
}

type Texts = Partial<Record<(typeof FILLED)[number], string | null>>;

/** The names of a card's placeholders, each once, in the order in which they are read. */
export function variablesOf(card: Texts): string[] {
	const names = FILLED.flatMap((field) => [...(card[field] ?? "").matchAll(PLACEHOLDER)]);
	return [...new Set(names.map(([, name = ""]) => name))];
}

/**
 * The card with its placeholders filled in, or what is wrong by field: `values.<name>` without a value, and every field
 * that WeChat would not take then.
 */
export function fillCard(
	card: CardContent,
	values: Record<string, string>,
): { card: CardContent } | { fields: Record<string, string> } {
	const missing = variablesOf(card).filter((name) => (findValue(values, name) ?? "").trim() === "");
	if (missing.length > 0) {
		return { fields: Object.fromEntries(missing.map((name) => [`values.${name}`, "missing"])) };
	}
	const parsed = cardContentSchema.safeParse(filled(card, (name) => findValue(values, name) ?? ""));
	return parsed.success ? { card: parsed.data } : { fields: fieldsOf(parsed.error) };
}

const findValue = (values: Record<string, string>, name: string): string | undefined =>
	Object.hasOwn(values, name) ? values[name] : undefined;

function filled(card: CardContent, find: (name: string) => string): CardContent {
	const changed = Object.entries(card).map(([field, text]) => {
		if (!FILLED.some((known) => known === field)) return [field, text];
		const said = (name: string) => find(name).toWellFormed();
		const put = ENCODED.has(field) ? (name: string) => encodeURIComponent(said(name)) : said;
		return [field, text.replace(PLACEHOLDER, (_mark: string, name: string) => put(name))];
	});
	// The same fields as before, each a text.
	return Object.fromEntries(changed) as CardContent;
}

/** What is wrong with a template, by field: it must be sendable with the shortest of values. */
function faultsOf(card: CardContent): Record<string, string> {
	const shortest = filled(card, () => "x");
	const parsed = cardContentSchema.safeParse(shortest);
	const faults = parsed.success ? {} : fieldsOf(parsed.error);
	for (const [field, text] of Object.entries(shortest)) {
		if (text.includes("{{")) faults[field] = "a placeholder is written {{name}}, and not in every field";
	}
	if (card.type === "link" && PLACEHOLDER_IN_HOST.test(card.url)) faults.url = "a placeholder in the host";
	return faults;
}

const fieldsOf = (error: z.ZodError): Record<string, string> =>
	Object.fromEntries(error.issues.map(({ path, message }) => [path.join("."), message]));
