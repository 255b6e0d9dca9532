/** Quick replies, as the API takes and tells them. Client-safe. */

import { z } from "zod";
import { TEXT_MAX_BYTES, utf8Bytes } from "@/lib/channels/limits";
import type { CardContent } from "@/lib/conversations/reply-schema";

/** What the composer knows by itself. */
const KNOWN_VARIABLES = ["客户名", "客服名", "渠道"] as const;
export type KnownVariable = (typeof KNOWN_VARIABLES)[number];

const line = (max: number) =>
	z
		.string()
		.trim()
		.max(max)
		.regex(/^\P{Cc}*$/u, "control characters")
		.refine((value) => value.isWellFormed(), "not well-formed");

const fields = {
	/** Null: in every channel. */
	channelId: z
		.string()
		.regex(/^[\w-]{1,64}$/, "not a channel")
		.nullable(),
	group: line(40),
	title: line(60).min(1),
	/** Typed after `/`; without spaces. */
	shortcut: line(20).regex(/^[^\s/／、]*$/u, "spaces or slashes"),
	text: z
		.string()
		.refine((value) => value.isWellFormed() && !value.includes("\0"), "not well-formed")
		.refine((value) => utf8Bytes(value) <= TEXT_MAX_BYTES, `more than ${TEXT_MAX_BYTES} bytes`),
	/** A card of the library instead of a text. */
	cardId: z.uuid().nullable(),
};

/** A text or a card, never both, never neither. */
const saysOne = ({ text, cardId }: { text: string; cardId: string | null }): boolean =>
	(text.trim() !== "") !== (cardId !== null);

export const createQuickReplySchema = z
	.object({
		...fields,
		channelId: fields.channelId.default(null),
		group: fields.group.default(""),
		shortcut: fields.shortcut.default(""),
		text: fields.text.default(""),
		cardId: fields.cardId.default(null),
	})
	.refine(saysOne, { path: ["text"], message: "a text or a card" });
export const changeQuickReplySchema = z.strictObject(fields).partial();
export const quickReplyParams = z.object({ quickReplyId: z.uuid() });
export const quickRepliesQuerySchema = z.object({
	/** Those of this channel and of every channel. */
	channel: z
		.string()
		.regex(/^[\w-]{1,64}$/)
		.optional(),
});

export type CreateQuickReply = z.infer<typeof createQuickReplySchema>;
export type ChangeQuickReply = z.infer<typeof changeQuickReplySchema>;

/** Of GET /api/quick-replies: `{items: QuickReplyItem[]}`, by group and title. */
export interface QuickReplyItem {
	id: string;
	channelId: string | null;
	/** True for one's own; false for everybody's. */
	mine: boolean;
	group: string;
	title: string;
	shortcut: string;
	text: string;
	card: { id: string; type: CardContent["type"]; name: string; title: string } | null;
	usedCount: number;
	/** Of the title, syllables parted by spaces: `fa huo shi jian`. */
	pinyin: string;
	/** First letters of the title's syllables: `fhsj`. */
	initials: string;
	/** Of the group, like `pinyin`. */
	groupPinyin: string;
	/** Names in `{{…}}` of the text, each once, in order; KNOWN_VARIABLES are filled in by the composer. */
	variables: string[];
	updatedAt: string;
}
