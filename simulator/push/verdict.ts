import { XMLParser } from "fast-xml-parser";
import { isPassiveReply } from "../passive";
import type { Account } from "../state";
import { modeOf } from "./build";
import { decrypt, sign } from "./crypto";

export type Verdict = "NO_ANSWER" | "BAD_ANSWER" | "ACK" | "TRANSFER" | "TRANSFER_EVENT";

export interface Judgement {
	verdict: Verdict;
	reason?: string;
	/** What the user sees when the delivery ends with this answer. */
	outcome: "none" | "kfUnavailable" | "serviceFault";
	/** False: WeChat does not ask again. */
	retry: boolean;
	/** The reply after decryption. */
	plain?: string;
	/** A passive reply of a service account, to be shown to the user. */
	passive?: Packet;
	/** The agent of the official tool a service account chose. */
	kfAccount?: string;
}

export interface Judged {
	openid: string | null;
	isEvent: boolean;
	name: string;
}

type Packet = Record<string, unknown>;

const xml = new XMLParser({ parseTagValue: false, processEntities: false, ignoreAttributes: true });

/** Events whose own specification asks for a structured reply. */
const STRUCTURED_REPLY = /^(xpay_|minigame_|add_express_path|update_waybill_status|transport_)/i;

/** What WeChat makes of an answer with status and body. */
export function judge(account: Account, pushed: Judged, status: number, body: Buffer): Judgement {
	if (status !== 200) return { ...bad(`status ${status}`), retry: account.settings.retryOnBadStatus };
	if (body.length === 0) return accepted;
	const text = body.toString("utf8");
	if (text.trim() === "success") return accepted;
	const opened = open(account, text);
	if ("verdict" in opened) return opened;
	return judgePacket(account, pushed, opened.packet, opened.plain);
}

const accepted: Judgement = { verdict: "ACK", outcome: "none", retry: false };

const bad = (reason: string, outcome: Judgement["outcome"] = "kfUnavailable"): Judgement => ({
	verdict: "BAD_ANSWER",
	reason,
	outcome,
	retry: false,
});

/** Reads the reply in the account's format and mode, up to the clear packet. */
function open(account: Account, text: string): { packet: Packet; plain: string } | Judgement {
	const outer = parse(account, text);
	if ("verdict" in outer) return outer;
	const { packet } = outer;
	const mode = modeOf(account.push);
	if (mode === "plain") return { packet, plain: text };
	if (typeof packet.Encrypt !== "string") {
		return mode === "compat" ? { packet, plain: text } : bad("clearReplyInSafeMode");
	}
	const { Encrypt, MsgSignature, TimeStamp, Nonce } = packet;
	const expected = sign(account.push.token, String(TimeStamp), String(Nonce), Encrypt);
	if (MsgSignature !== expected) return bad("wrongMsgSignature");
	const inner = decrypt(account.aesKey, Encrypt);
	if (!inner.ok) return bad(`decrypt:${inner.reason}`);
	if (inner.appid !== account.appid) return bad("wrongAppidTail");
	if (inner.plain.trim() === "success")
		return { ...bad("encryptedSuccess", "serviceFault"), plain: inner.plain };
	const packetInside = parse(account, inner.plain);
	if ("verdict" in packetInside) return { ...packetInside, plain: inner.plain };
	return { packet: packetInside.packet, plain: inner.plain };
}

function parse(account: Account, text: string): { packet: Packet } | Judgement {
	const first = text.trimStart()[0];
	const format = account.push.format;
	if ((first === "<" && format === "json") || (first === "{" && format === "xml")) {
		return bad("wrongFormat", account.settings.wrongFormatOutcome === "notice" ? "kfUnavailable" : "none");
	}
	try {
		const parsed: unknown = format === "json" ? JSON.parse(text) : xml.parse(text).xml;
		if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) {
			return { packet: parsed as Packet };
		}
	} catch {
		// Falls through: what cannot be parsed is a bad answer like any other.
	}
	return bad("notParsable");
}

function judgePacket(account: Account, pushed: Judged, packet: Packet, plain: string): Judgement {
	if (packet.MsgType === "transfer_customer_service") {
		return { ...judgeTransfer(account, pushed, packet), plain };
	}
	const unswapped = packet.ToUserName !== pushed.openid || packet.FromUserName !== account.originalId;
	if (account.kind === "service_account" && isPassiveReply(packet)) {
		if (unswapped) return { ...bad("namesNotSwapped"), plain };
		return { ...accepted, reason: "passiveReply", passive: packet, plain };
	}
	if (pushed.isEvent && STRUCTURED_REPLY.test(pushed.name)) return { ...accepted, plain };
	return { ...bad(typeof packet.MsgType === "string" ? "passiveReply" : "unknownReply"), plain };
}

function judgeTransfer(account: Account, pushed: Judged, packet: Packet): Judgement {
	if (packet.ToUserName !== pushed.openid || packet.FromUserName !== account.originalId) {
		return bad("namesNotSwapped", "none");
	}
	if (!/^\d+$/.test(String(packet.CreateTime))) return bad("createTime", "none");
	if (pushed.isEvent) {
		return { verdict: "TRANSFER_EVENT", reason: "transferOfEvent", outcome: "none", retry: false };
	}
	const info = packet.TransInfo as { KfAccount?: unknown } | null | undefined;
	const named = account.kind === "service_account" && typeof info?.KfAccount === "string";
	const kfAccount = named ? { kfAccount: String(info.KfAccount) } : {};
	return { verdict: "TRANSFER", outcome: "none", retry: false, ...kfAccount };
}
