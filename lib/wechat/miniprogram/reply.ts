import { toUnixSeconds } from "@/lib/time";
import { decodeAesKey, encrypt } from "@/lib/wechat/crypto";
import type { PushCredentials, PushFormat } from "@/lib/wechat/miniprogram/push";
import { signatureOf } from "@/lib/wechat/signature";
import { buildXml } from "@/lib/wechat/xml";

const CONTENT_TYPE = {
	xml: "text/xml; charset=utf-8",
	json: "application/json; charset=utf-8",
} as const satisfies Record<PushFormat, string>;

interface TransferTarget {
	/** The customer, to whom the packet is addressed: the two names are swapped against the push. */
	openid: string;
	/** Original id of the Mini Program, `gh_…`. */
	originalId: string;
	/** The format of the push that is answered; WeChat ignores a transfer in the other one. */
	format: PushFormat;
}

interface SealOptions {
	credentials: PushCredentials;
	/** The nonce of the push that is answered. */
	nonce: string;
	format: PushFormat;
	/** Whether that push was encrypted. In safe mode the answer always is. */
	encrypted?: boolean;
}

/**
 * The packet that hands the customer's message to WeChat's own tool. Only ever the answer to a user message,
 * never to an event. WeChat page: "Forward customer service message" (转发客服消息).
 */
export function buildTransferReply({ openid, originalId, format }: TransferTarget, now: Date): string {
	const packet = {
		ToUserName: openid,
		FromUserName: originalId,
		CreateTime: toUnixSeconds(now),
		MsgType: "transfer_customer_service",
	};
	return format === "xml" ? buildXml(packet) : JSON.stringify(packet);
}

/**
 * The HTTP answer that carries `clear`: encrypted and signed in safe mode and in answer to an encrypted push,
 * as it is otherwise. `success` must never go through here: WeChat wants it in the clear in every mode. Throws AppError `bad_request` when the key
 * it needs is missing or malformed. WeChat page: "Message Push" (消息推送).
 */
export function sealReply(
	clear: string,
	{ credentials, nonce, format, encrypted = credentials.encryption !== "plain" }: SealOptions,
	now: Date,
	random16?: Buffer,
): { contentType: string; body: string } {
	const contentType = CONTENT_TYPE[format];
	if (!encrypted && credentials.encryption !== "safe") return { contentType, body: clear };
	const aesKey = decodeAesKey(credentials.encodingAesKey ?? "");
	const cipher = encrypt(clear, aesKey, credentials.appId, random16);
	const timestamp = toUnixSeconds(now);
	const envelope = {
		Encrypt: cipher,
		MsgSignature: signatureOf(credentials.token, String(timestamp), nonce, cipher),
		TimeStamp: timestamp,
		Nonce: nonce,
	};
	return { contentType, body: format === "xml" ? buildXml(envelope) : JSON.stringify(envelope) };
}
