/**
 * What a message says, whatever the channel: our own union, stored as the message's JSON content.
 * Client-safe. A new type is a new member here; every table over `MessageType` then fails to compile until it is served.
 */
import { z } from "zod";

/** Upper limit of a text reply, in UTF-8 bytes (WeChat answers 45002 above it). */
export const TEXT_MAX_BYTES = 2048;

const text = z.object({ type: z.literal("text"), text: z.string() });

const image = z.object({
	type: z.literal("image"),
	/** WeChat's temporary media id (3 days), never shown to the browser as an address. */
	wechatMediaId: z.string(),
	/** WeChat's temporary CDN address: a fall-back for fetching, never embedded in a page. */
	picUrl: z.string(),
});

const miniprogrampage = z.object({
	type: z.literal("miniprogrampage"),
	title: z.string(),
	appId: z.string(),
	pagePath: z.string(),
	thumbUrl: z.string(),
	thumbWechatMediaId: z.string(),
});

/** A message type WeChat may have and we do not draw yet: the raw push is kept, the thread says so. */
const unsupported = z.object({ type: z.literal("unsupported"), wireType: z.string() });

export const messageContentSchema = z.discriminatedUnion("type", [text, image, miniprogrampage, unsupported]);

export type MessageContent = z.infer<typeof messageContentSchema>;
export type MessageType = MessageContent["type"];

const shownContentSchema = z.discriminatedUnion("type", [
	text,
	image.omit({ wechatMediaId: true, picUrl: true }),
	miniprogrampage.omit({ thumbUrl: true, thumbWechatMediaId: true }),
	unsupported,
]);

/** What a browser gets of a message: never WeChat's media ids and temporary addresses. */
export type ShownContent = z.infer<typeof shownContentSchema>;

export const toShownContent = (content: MessageContent): ShownContent => shownContentSchema.parse(content);

/** What a person or a rule may send today. */
export type OutgoingContent = z.infer<typeof text>;

/** Length of `value` in UTF-8 bytes, as WeChat counts it. */
export const utf8Bytes = (value: string): number => new TextEncoder().encode(value).length;
