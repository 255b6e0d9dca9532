/**
 * What a message says, whatever the channel: our own union, stored as the message's JSON content.
 * Client-safe. A new type is a new member here; every table over `MessageType` then fails to compile until it is served.
 */
import { z } from "zod";

const text = z.object({
	type: z.literal("text"),
	text: z.string(),
	/** A model wrote it: WeChat says so below the message. */
	aiGenerated: z.literal(true).optional(),
	/** Colleagues named in a note; each stands in the text as `@name`. */
	mentions: z.array(z.object({ id: z.string(), name: z.string() })).optional(),
	/** Why the bot said it: what kind of rule fired, and the keyword that was found in what the customer wrote. */
	cause: z
		.object({ trigger: z.enum(["enter", "keyword", "fallback"]), word: z.string().nullable() })
		.optional(),
});

/** The picture itself is the media row of the message, whoever sent it. */
const image = z.object({ type: z.literal("image") });

const miniprogrampage = z.object({
	type: z.literal("miniprogrampage"),
	title: z.string(),
	/** Of the card's Mini Program; empty on our own cards, which are always of the channel's. */
	appId: z.string(),
	pagePath: z.string(),
});

/** A web page, shown as a box with a picture. Only we send it. */
const link = z.object({
	type: z.literal("link"),
	title: z.string(),
	description: z.string(),
	url: z.string(),
	/** Fetched by the customer's phone; the console does not load it. */
	thumbUrl: z.string(),
});

/** A message type WeChat may have and we do not draw yet: the raw push is kept, the thread says so. */
const unsupported = z.object({
	type: z.literal("unsupported"),
	wireType: z.string(),
	/** As WeChat wrote it, decrypted; the beginning of it, where it is long. */
	original: z.string().optional(),
});

export const messageContentSchema = z.discriminatedUnion("type", [
	text,
	image,
	miniprogrampage,
	link,
	unsupported,
]);

/** Stored and shown alike: WeChat's media ids and temporary addresses stand with the media, never here. */
export type MessageContent = z.infer<typeof messageContentSchema>;
export type MessageType = MessageContent["type"];

/** What a channel is given to send; `mediaId` names our media row. */
export type OutgoingContent =
	| z.infer<typeof text>
	| z.infer<typeof link>
	| { type: "image"; mediaId: string }
	| { type: "miniprogrampage"; title: string; pagePath: string; mediaId: string };
