/** A packet on its way to the door as WeChat would seal it, with the simulator's crypto: ours is what is tested. */
import { randomBytes } from "node:crypto";
import type { HttpAnswer } from "@/lib/channels/channel";
import { answerPush, type DoorRequest } from "@/lib/conversations/push-door";
import { aesKeyOf, decrypt, encrypt, sign } from "@/simulator/push/crypto";
import { type Channel, nextMsgId } from "@/tests/support/desk";

/** Signed, and encrypted where the channel says so. Another call of the same packet is another attempt: new nonce. */
export function seal(channel: Channel, clear: string): DoorRequest & { body: Uint8Array } {
	const timestamp = String(Math.floor(Date.now() / 1000));
	const nonce = String(randomBytes(4).readUInt32BE());
	const query = new URLSearchParams({ signature: sign(channel.token, timestamp, nonce), timestamp, nonce });
	if (channel.encryption === "plain") {
		return { channelId: channel.id, method: "POST", query, body: Buffer.from(clear) };
	}
	const key = aesKeyOf(channel.encodingAesKey ?? "");
	const cipher = encrypt(key, channel.appId, clear, randomBytes(8).toString("hex"));
	query.set("encrypt_type", "aes");
	query.set("msg_signature", sign(channel.token, timestamp, nonce, cipher));
	const body = channel.format === "xml" ? xml({ Encrypt: cipher }) : JSON.stringify({ Encrypt: cipher });
	return { channelId: channel.id, method: "POST", query, body: Buffer.from(body) };
}

/** Carries a packet through the door. */
export const push = (channel: Channel, clear: string): Promise<HttpAnswer> =>
	answerPush(seal(channel, clear), new Date());

type Fields = Record<string, string | number>;

/** A user's text in the channel's own format. */
export const textPacket = (channel: Channel, openid: string, text: string, msgId = nextMsgId()): string =>
	packet(channel, openid, { MsgType: "text", Content: text, MsgId: msgId });

export const enterPacket = (
	channel: Channel,
	openid: string,
	createTime = Math.floor(Date.now() / 1000),
): string =>
	packet(channel, openid, {
		MsgType: "event",
		Event: "user_enter_tempsession",
		SessionFrom: "wxapp",
		CreateTime: createTime,
	});

/** Anything in the channel's own format. */
export function packet(channel: Channel, openid: string, fields: Fields): string {
	const all: Fields = {
		ToUserName: channel.originalId,
		FromUserName: openid,
		CreateTime: Math.floor(Date.now() / 1000),
		...fields,
	};
	if (channel.format === "xml") return xml(all);
	// A MsgId is a bare number of more digits than JavaScript can hold.
	return JSON.stringify(all).replace(/"MsgId":"(\d+)"/, '"MsgId":$1');
}

/** What an answer says to WeChat, decrypted where it is encrypted; null when it is not a packet. */
export function openAnswer(channel: Channel, { body: answered }: HttpAnswer): string | null {
	const body = Buffer.from(answered).toString("utf8");
	const cipher = /"Encrypt":"([^"]+)"/.exec(body)?.[1] ?? /<Encrypt><!\[CDATA\[([^\]]+)/.exec(body)?.[1];
	if (cipher === undefined) return body === "success" ? null : body;
	const opened = decrypt(aesKeyOf(channel.encodingAesKey ?? ""), cipher);
	return opened.ok && opened.appid === channel.appId ? opened.plain : null;
}

function xml(fields: Fields): string {
	const elements = Object.entries(fields).map(([name, value]) =>
		typeof value === "number" ? `<${name}>${value}</${name}>` : `<${name}><![CDATA[${value}]]></${name}>`,
	);
	return `<xml>${elements.join("")}</xml>`;
}
