import type { PushConfig } from "../state";
import { type AttackKit, type AttackRequest, encryptWrongly, seal } from "./attack-kit";
import { cdata, writePacket } from "./build";
import { sign } from "./crypto";

/**
 * refused   – a 4xx with an empty or one-line body, nothing stored
 * notStored – any answer but a 5xx, nothing stored
 * harmless  – a genuine message with nasty content: any answer but a 5xx; if stored, then as plain data
 */
export type Expectation = "refused" | "notStored" | "harmless";

export interface Attack {
	about: string;
	expect: Expectation | ((mode: PushConfig["mode"]) => Expectation);
	/** Only accounts with this mode, format or hosting can be attacked so. */
	only?: "encrypted" | "cloudrun" | "xml" | "json";
	/** Cloud hosting signs nothing, so there is nothing to forge. */
	aboutSignature?: true;
	build(kit: AttackKit): AttackRequest;
}

const FAKE = "0000000000000000000000000000000000000000";
const inPlain: Attack["expect"] = (mode) => (mode === "plain" ? "refused" : "harmless");

/** Forged, damaged or repackaged envelopes. */
export const envelopeAttacks: Record<string, Attack> = {
	"wrong-signature": {
		about: "`signature` is wrong; an encrypted packet still proves itself by msg_signature",
		expect: inPlain,
		aboutSignature: true,
		build: (kit) => kit.sealed(kit.text("wrong signature"), { signature: FAKE }),
	},
	"missing-signature": {
		about: "`signature` is absent",
		expect: inPlain,
		aboutSignature: true,
		build: (kit) => kit.sealed(kit.text("missing signature"), { signature: null }),
	},
	"wrong-msg-signature": {
		about: "`msg_signature` is wrong",
		expect: "refused",
		only: "encrypted",
		build: (kit) => kit.sealed(kit.text("wrong msg_signature"), { msgSignature: FAKE }),
	},
	"missing-msg-signature": {
		about: "`msg_signature` is absent, `signature` is right",
		expect: "refused",
		only: "encrypted",
		build: (kit) => kit.sealed(kit.text("missing msg_signature"), { msgSignature: null }),
	},
	"other-body": {
		about: "the query of one good packet with the body of another (plain mode cannot tell)",
		expect: (mode) => (mode === "plain" ? "harmless" : "refused"),
		aboutSignature: true,
		build: (kit) => {
			const second = kit.sealed(kit.text("swapped in"), {
				encrypt: encryptWrongly(kit, kit.text("swapped"), {}),
			});
			return { ...kit.sealed(kit.text("first")), body: second.body };
		},
	},
	"stale-timestamp": {
		about: "signed correctly, twenty minutes ago (whether that is refused is the console's choice)",
		expect: "harmless",
		aboutSignature: true,
		build: (kit) => kit.sealed(kit.text("stale"), { timestamp: String(Number(kit.timestamp) - 1200) }),
	},
	"clear-body": {
		about:
			"a clear body with a correct `signature` for an account that encrypts (compat: the console's choice)",
		expect: (mode) => (mode === "safe" ? "refused" : "harmless"),
		only: "encrypted",
		build: (kit) => {
			const signature = sign(kit.account.push.token, kit.timestamp, kit.nonce);
			return kit.sealed("", { signature, msgSignature: null, body: kit.text("clear") });
		},
	},
	"other-appid-tail": {
		about: "encrypted with the right key, but for another appid",
		expect: "refused",
		only: "encrypted",
		build: (kit) =>
			kit.sealed("", { encrypt: encryptWrongly(kit, kit.text("tail"), { appid: "wx0000000000000000" }) }),
	},
	"pad-0": padAttack("the last byte says 0 bytes of padding", (full) => padTo(full, 0)),
	"pad-33": padAttack("the last byte says 33 bytes of padding", (full) => padTo(full, 33)),
	"pad-inconsistent": padAttack("the padding bytes are not all alike", (full) => {
		const padded = padTo(full, 32);
		padded[padded.length - 2] = 1;
		return padded;
	}),
	"length-too-large": {
		about: "the length field says more than there is",
		expect: "refused",
		only: "encrypted",
		build: (kit) =>
			kit.sealed("", { encrypt: encryptWrongly(kit, kit.text("length"), { length: 0xffffffff }) }),
	},
	"cipher-truncated": {
		about: "Encrypt is not a whole number of blocks, and signed so",
		expect: "refused",
		only: "encrypted",
		build: (kit) => kit.sealed("", { encrypt: encryptWrongly(kit, kit.text("cut"), {}).slice(0, 40) }),
	},
	"cipher-not-base64": {
		about: "Encrypt is no base64, and signed so",
		expect: "refused",
		only: "encrypted",
		build: (kit) => kit.sealed("", { encrypt: "%%%% not base64 %%%%" }),
	},
	"other-account": {
		about: "a good packet of another account at this account's URL",
		expect: "refused",
		aboutSignature: true,
		build: (kit) => {
			const { other, timestamp, nonce, random, openid } = kit;
			const marks = { timestamp, nonce, random, openid };
			const fields = { ...kit.message("for somebody else"), ToUserName: other.originalId };
			const { url, ...rest } = seal(other, marks, writePacket(fields, other));
			const query = url.slice(url.indexOf("signature="));
			const own = kit.account.push.url;
			return { ...rest, url: `${own}${own.includes("?") ? "&" : "?"}${query}` };
		},
	},
	"cloud-source-missing": {
		about: "a packet without the header that only the network of cloud hosting can set",
		expect: "refused",
		only: "cloudrun",
		build: (kit) => {
			const { headers, ...rest } = kit.sealed(kit.text("from outside"));
			const { [kit.account.settings.cloudSourceHeader]: _source, ...others } = headers;
			return { ...rest, headers: others };
		},
	},
	"wrong-method": {
		about: "PUT instead of POST",
		expect: "refused",
		build: (kit) => ({ ...kit.sealed(kit.text("put")), method: "PUT" }),
	},
};

function padAttack(about: string, pad: (full: Buffer) => Buffer): Attack {
	const build = (kit: AttackKit) =>
		kit.sealed("", { encrypt: encryptWrongly(kit, kit.text("pad"), { pad }) });
	return { about, expect: "refused", only: "encrypted", build };
}

/** Fills up to a whole number of 32-byte blocks (two at least) with this byte. */
function padTo(full: Buffer, byte: number): Buffer {
	const missing = 64 - (full.length % 32);
	return Buffer.concat([full, Buffer.alloc(missing, byte)]);
}

export const xmlOf = (kit: AttackKit, content: string): string => {
	const { ToUserName, FromUserName, CreateTime, MsgId } = kit.message("");
	return (
		`<xml><ToUserName>${cdata(String(ToUserName))}</ToUserName><FromUserName>${cdata(String(FromUserName))}` +
		`</FromUserName><CreateTime>${CreateTime}</CreateTime><MsgType><![CDATA[text]]></MsgType>` +
		`<Content>${content}</Content><MsgId>${MsgId}</MsgId></xml>`
	);
};
