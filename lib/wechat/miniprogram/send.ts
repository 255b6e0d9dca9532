import { z } from "zod";
import { callWechat } from "@/lib/wechat/api";

/** What a Mini Program may send, in our own words. */
export interface SendableContent {
	type: "text";
	/** At most 2048 UTF-8 bytes, not blank: WeChat refuses others with 45002 and 44004. */
	text: string;
}

interface SendRequest {
	baseUrl: string;
	accessToken: string;
	openid: string;
	content: SendableContent;
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
	timeoutMs,
}: SendRequest): Promise<void> {
	await callWechat({
		baseUrl,
		path: "/cgi-bin/message/custom/send",
		query: { access_token: accessToken },
		body: toSendBody(openid, content),
		timeoutMs,
		schema: sendAnswerSchema,
	});
}

/** The request body of `sendMessage`, free of anything that would be written as a `\u` escape. */
export function toSendBody(openid: string, content: SendableContent): Record<string, unknown> {
	// Halves of a character would be escaped as well.
	const text = content.text.replace(CONTROL_CHARACTERS, "").toWellFormed();
	return { touser: openid, msgtype: "text", text: { content: text } };
}
