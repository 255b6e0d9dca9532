import { z } from "zod";
import { callWechat } from "@/lib/wechat/api";

/** What a Mini Program may send, in our own words. How long each field may be is in `LIMITS`. */
export type SendableContent =
	/** Not blank: WeChat refuses that with 44004. */
	| { type: "text"; text: string }
	/** A temporary media id of this account. */
	| { type: "image"; mediaId: string }
	/** Both addresses http or https; the customer's phone fetches the thumbnail. */
	| { type: "link"; title: string; description: string; url: string; thumbUrl: string }
	/** A page of this Mini Program as in its app.json, with or without a query; the thumbnail is an image. */
	| { type: "miniprogrampage"; title: string; pagePath: string; thumbMediaId: string };

interface SendRequest {
	baseUrl: string;
	accessToken: string;
	openid: string;
	content: SendableContent;
	/** The text came from a language model: WeChat says so in grey under it. */
	aiGenerated?: boolean;
	timeoutMs: number;
}

/** Only an explicit 0 is success: an answer without errcode leaves it open whether the message went out. */
const sendAnswerSchema = z.object({ errcode: z.coerce.number().pipe(z.literal(0)) });

/** Control characters, which JSON can only write as \uXXXX, and WeChat refuses that (40033). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

/**
 * Sends one customer service message. WeChat gives no message id and knows no idempotency key: after a
 * `WechatNetworkError` with `sent` nobody can know whether the customer has it. Throws as `callWechat`.
 * WeChat page: "Customer service messages, sending" (发送客服消息, /cgi-bin/message/custom/send).
 */
export async function sendMessage({
	baseUrl,
	accessToken,
	openid,
	content,
	aiGenerated,
	timeoutMs,
}: SendRequest): Promise<void> {
	await callWechat({
		baseUrl,
		path: "/cgi-bin/message/custom/send",
		query: { access_token: accessToken },
		body: toSendBody(openid, content, aiGenerated),
		timeoutMs,
		schema: sendAnswerSchema,
	});
}

/** The request body of `sendMessage`, free of anything that would be written as a `\u` escape. */
export function toSendBody(
	openid: string,
	content: SendableContent,
	aiGenerated = false,
): Record<string, unknown> {
	return {
		touser: sendable(openid),
		msgtype: content.type,
		...toWireContent(content),
		...(aiGenerated && { aimsgcontext: { is_ai_msg: 1 } }),
	};
}

function toWireContent(content: SendableContent): Record<string, Record<string, string>> {
	switch (content.type) {
		case "text":
			return { text: { content: sendable(content.text) } };
		case "image":
			return { image: { media_id: sendable(content.mediaId) } };
		case "link":
			return {
				link: {
					title: sendable(content.title),
					description: sendable(content.description),
					url: sendable(content.url),
					thumb_url: sendable(content.thumbUrl),
				},
			};
		case "miniprogrampage":
			// No appid: for a Mini Program it is its own by nature, and WeChat's page asks only Official Accounts for it.
			return {
				miniprogrampage: {
					title: sendable(content.title),
					// WeChat wants it without the slash people like to write.
					pagepath: sendable(content.pagePath).replace(/^\/+/, ""),
					thumb_media_id: sendable(content.thumbMediaId),
				},
			};
	}
}

/** Halves of a character would be escaped as well. */
const sendable = (text: string): string => text.replace(CONTROL_CHARACTERS, "").toWellFormed();
