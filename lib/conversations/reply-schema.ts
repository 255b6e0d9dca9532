/** What a person may send, as the API takes it. Client-safe. */

import { z } from "zod";
import {
	CARD_TITLE_MAX_BYTES,
	LINK_DESCRIPTION_MAX_BYTES,
	LINK_URL_MAX_BYTES,
	TEXT_MAX_BYTES,
	utf8Bytes,
} from "@/lib/channels/limits";
import { NOTE_MAX_BYTES } from "@/lib/conversations/limits";

/** Text WeChat takes: not blank, whole characters, at most so many UTF-8 bytes. */
const sendable = (maxBytes: number) =>
	z
		.string()
		.refine((value) => value.trim() !== "", "empty")
		.refine((value) => value.isWellFormed() && !value.includes("\0"), "not well-formed")
		.refine((value) => utf8Bytes(value) <= maxBytes, {
			error: ({ input }) => `${utf8Bytes(String(input))} of at most ${maxBytes} bytes`,
		});

const webAddress = sendable(LINK_URL_MAX_BYTES).refine(
	(value) => /^https?:\/\//i.test(value) && URL.canParse(value),
	"not an http(s) address",
);
/** As in app.json: no leading slash, query allowed. */
const pagepath = sendable(1024).refine((value) => !value.startsWith("/"), "begins with a slash");

/** What a card or link says, in a reply and in the library alike. */
export const cardContentSchema = z.discriminatedUnion("type", [
	z.object({
		type: z.literal("miniprogrampage"),
		title: sendable(CARD_TITLE_MAX_BYTES),
		pagepath,
		mediaId: z.uuid(),
	}),
	z.object({
		type: z.literal("link"),
		title: sendable(CARD_TITLE_MAX_BYTES),
		description: sendable(LINK_DESCRIPTION_MAX_BYTES),
		url: webAddress,
		thumbUrl: webAddress,
	}),
]);
export type CardContent = z.infer<typeof cardContentSchema>;

/** What a reply says; a card or link may be named by its place in the library. */
const replyContentSchema = z.union([
	z.object({ type: z.literal("text"), text: sendable(TEXT_MAX_BYTES) }),
	z.object({ type: z.literal("image"), mediaId: z.uuid() }),
	z.object({
		type: z.enum(["miniprogrampage", "link"]),
		cardId: z.uuid(),
		/** One for each of the card's placeholders. */
		values: z.record(z.string().max(64), z.string().max(2048)).optional(),
	}),
	cardContentSchema,
]);
export type ReplyContent = z.infer<typeof replyContentSchema>;

/** Chosen by the sender, unique in the conversation: the same key again returns the same message. */
const clientKey = z
	.string()
	.min(1)
	.max(64)
	.regex(/^\P{Cc}*$/u, "control characters")
	.refine((value) => value.isWellFormed(), "not well-formed");

/** What colleagues alone see: never sent, no matter the window, the mode or who has the conversation. */
const noteSchema = z.object({
	clientKey,
	type: z.literal("note"),
	text: sendable(NOTE_MAX_BYTES),
	/** Colleagues who are told. */
	mentions: z.array(z.uuid()).max(20).optional(),
	/** A picture of this channel, uploaded as for a reply. */
	mediaId: z.uuid().optional(),
});
export type Note = z.infer<typeof noteSchema>;

export const replySchema = z.intersection(
	z.object({
		clientKey,
		/** Where nothing can be sent now: keep it, and send it when the customer's next act allows it. */
		hold: z.boolean().optional(),
	}),
	replyContentSchema,
);
export type Reply = z.infer<typeof replySchema>;

/** What a person may put into the thread; what is wrong with a note is told in terms of notes. */
export const messageSchema = z.unknown().transform((value, context): Note | Reply => {
	const isNote = z.object({ type: z.literal("note") }).safeParse(value).success;
	const parsed = isNote ? noteSchema.safeParse(value) : replySchema.safeParse(value);
	if (parsed.success) return parsed.data;
	for (const { path, message } of parsed.error.issues)
		context.issues.push({ code: "custom", path, message, input: value });
	return z.NEVER;
});

export const retrySchema = z.object({ hold: z.boolean().optional() }).default({});
/** A held text may be rewritten until it leaves. */
export const heldEditSchema = z.object({ text: sendable(TEXT_MAX_BYTES) });
