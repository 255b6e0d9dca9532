import { XMLParser } from "fast-xml-parser";
import { expect } from "vitest";
import { aesKeyOf, decrypt, encrypt, sign } from "@/simulator/push/crypto";
import { APPID, type Bench, KEY, type Pushed, TOKEN } from "./support";

const key = aesKeyOf(KEY);
const xml = new XMLParser({ parseTagValue: false, processEntities: false });
/** A reader that keeps 64-bit ids, as a console has to. */
const parse = (text: string): Record<string, string> =>
	text.startsWith("<") ? xml.parse(text).xml : JSON.parse(text.replace(/("MsgId"\s*:\s*)(\d+)/g, '$1"$2"'));

/** What the door reads: verified and decrypted by this test's own reading of the protocol. */
export function open(pushed: Pushed): Record<string, string> {
	const { query, body } = pushed;
	const [timestamp, nonce] = [query.get("timestamp") ?? "", query.get("nonce") ?? ""];
	expect(query.get("signature")).toBe(sign(TOKEN, timestamp, nonce));
	const outer = parse(body);
	if (!outer.Encrypt) return outer;
	expect(query.get("encrypt_type")).toBe("aes");
	expect(query.get("msg_signature")).toBe(sign(TOKEN, timestamp, nonce, outer.Encrypt));
	const inner = decrypt(key, outer.Encrypt);
	if (!inner.ok) throw new Error(inner.reason);
	expect(inner.appid).toBe(APPID);
	return parse(inner.plain);
}

export type Format = "xml" | "json";
const MODES = ["plain", "compat", "safe"] as const;
export const combinations = MODES.flatMap((mode) =>
	(["xml", "json"] as Format[]).map((format) => [mode, format] as const),
);

export function transferPacket(pushed: Record<string, string>, format: Format): string {
	const { FromUserName: user, ToUserName: account } = pushed;
	if (format === "json") {
		const packet = {
			ToUserName: user,
			FromUserName: account,
			CreateTime: 1,
			MsgType: "transfer_customer_service",
		};
		return JSON.stringify(packet);
	}
	return (
		`<xml><ToUserName><![CDATA[${user}]]></ToUserName><FromUserName><![CDATA[${account}]]></FromUserName>` +
		"<CreateTime>1</CreateTime><MsgType><![CDATA[transfer_customer_service]]></MsgType></xml>"
	);
}

export function sealReply(plain: string, format: Format, appid = APPID): string {
	const encrypted = encrypt(key, appid, plain, "0123456789abcdef");
	const signature = sign(TOKEN, "1714112446", "42", encrypted);
	return format === "json"
		? JSON.stringify({ Encrypt: encrypted, MsgSignature: signature, TimeStamp: 1714112446, Nonce: "42" })
		: `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature>` +
				"<TimeStamp>1714112446</TimeStamp><Nonce><![CDATA[42]]></Nonce></xml>";
}

export const notices = async (bench: Bench, user: string): Promise<string[]> =>
	(await bench.transcript(user)).items.flatMap((item: { notice?: string }) => item.notice ?? []);
export const firstAttempt = (said: { delivery: { attempts: { reason?: string }[] } }) =>
	said.delivery.attempts[0];
