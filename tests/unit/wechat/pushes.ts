/** Pushes as WeChat makes them, for the tests of the door. */
import { readFileSync } from "node:fs";
import { AppError } from "@/lib/errors";
import { decodeAesKey, encrypt } from "@/lib/wechat/crypto";
import type { PushCredentials, PushFormat } from "@/lib/wechat/miniprogram/push";
import { signatureOf } from "@/lib/wechat/signature";

export const NOW = new Date("2024-04-26T06:20:50Z");
const TIMESTAMP = "1714112445";
const NONCE = "415670741";

export const SAFE: PushCredentials = {
	token: "AAAAA",
	encodingAesKey: "f8Z7etjoW69okbZIcrI7jffC14oni18KpD1jrieDVHc",
	appId: "wxba5fad812f8e6fb9",
	originalId: "gh_97417a04a28d",
	encryption: "safe",
	format: "xml",
};
export const COMPAT: PushCredentials = { ...SAFE, encryption: "compat" };
export const PLAIN: PushCredentials = { ...SAFE, encryption: "plain", encodingAesKey: null };

export interface Request {
	query: URLSearchParams;
	body: Buffer;
}

/** A push in the clear, with the signature of the query alone. */
export function plainPush(body: string | Buffer, { token } = PLAIN): Request {
	return { query: signedQuery(token), body: Buffer.from(body) };
}

/** An encrypted push: `clear` sealed for the account, in an envelope of the format given. */
export function sealedPush(
	clear: string,
	{ token, appId, encodingAesKey } = SAFE,
	format: PushFormat = "xml",
): Request {
	return envelope(encrypt(clear, decodeAesKey(encodingAesKey ?? ""), appId), token, format);
}

/** A rightly signed envelope around any ciphertext. */
export function envelope(cipher: string, token = SAFE.token, format: PushFormat = "xml"): Request {
	const query = signedQuery(token);
	query.set("encrypt_type", "aes");
	query.set("msg_signature", signatureOf(token, TIMESTAMP, NONCE, cipher));
	const to = SAFE.originalId;
	const xml = `<xml><ToUserName><![CDATA[${to}]]></ToUserName><Encrypt><![CDATA[${cipher}]]></Encrypt></xml>`;
	const json = JSON.stringify({ ToUserName: to, Encrypt: cipher });
	return { query, body: Buffer.from(format === "xml" ? xml : json) };
}

function signedQuery(token: string): URLSearchParams {
	const signature = signatureOf(token, TIMESTAMP, NONCE);
	return new URLSearchParams({ signature, timestamp: TIMESTAMP, nonce: NONCE });
}

/** The XML of a text message, with any fields replaced. */
export function textXml(content: string, { to = SAFE.originalId, msgId = "23637352235060881" } = {}): string {
	return (
		`<xml><ToUserName><![CDATA[${to}]]></ToUserName><FromUserName><![CDATA[o9AgO5Kd5ggOC]]></FromUserName>` +
		`<CreateTime>1714112445</CreateTime><MsgType><![CDATA[text]]></MsgType>` +
		`<Content><![CDATA[${content}]]></Content><MsgId>${msgId}</MsgId></xml>`
	);
}

/** The same as JSON; members of `fields` replace or, when undefined, remove those of a text message. */
export function textJson(fields: Record<string, unknown> = {}): string {
	return JSON.stringify({
		ToUserName: SAFE.originalId,
		FromUserName: "o9AgO5Kd5ggOC",
		CreateTime: 1714112445,
		MsgType: "text",
		Content: "hi",
		...fields,
	});
}

/** The code of the error `act` throws; fails when it throws none of ours. */
export function codeOf(act: () => unknown): string {
	try {
		act();
	} catch (error) {
		if (error instanceof AppError) return error.code;
		throw error;
	}
	return "nothing was thrown";
}

export const fixture = (path: string): string => readFileSync(`tests/fixtures/${path}`, "utf8");
