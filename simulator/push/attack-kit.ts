import type { Account, World } from "../state";
import { cdata, cloudHeaders, type Fields, headersOf, queryTimestamp, withQuery, writePacket } from "./build";
import { encrypt, encryptPadded, sign } from "./crypto";

export interface AttackRequest {
	method: string;
	url: string;
	headers: Record<string, string>;
	body: Buffer;
}

/** What an attack is made of: a real packet, and each step of sealing it, so that one step can be done wrongly. */
export interface AttackKit {
	account: Account;
	openid: string;
	/** Another account of this simulator, or an invented one. */
	other: Account;
	json: boolean;
	timestamp: string;
	nonce: string;
	random: string;
	/** A fresh text message of the attacking user. */
	message(content: string): Fields;
	/** The message in the account's format. */
	text(content: string): string;
	/** The account's way of sealing: as it is, or encrypted and wrapped. */
	sealed(plain: string | Buffer, change?: Partial<Seal>): AttackRequest;
}

/** Each part can be replaced by a wrong one; null leaves the parameter out. */
export interface Seal {
	encrypt: string;
	signature: string | null;
	msgSignature: string | null;
	timestamp: string;
	/** Replaces the body after everything was signed. */
	body: string | Buffer;
}

export function makeKit(world: World, account: Account, openid: string): AttackKit {
	const timestamp = queryTimestamp(world, account);
	const nonce = world.random.digits(9);
	const random = world.random.hex(16);
	const message = (content: string): Fields => ({
		ToUserName: account.originalId,
		FromUserName: openid,
		CreateTime: world.clock.seconds(),
		MsgType: "text",
		Content: content,
		MsgId: world.nextMsgId(),
	});
	return {
		account,
		openid,
		other: otherAccount(world, account),
		json: account.push.format === "json",
		timestamp,
		nonce,
		random,
		message,
		text: (content) => writePacket(message(content), account),
		sealed: (plain, change) => seal(account, { timestamp, nonce, random, openid }, plain, change),
	};
}

/** Seals for any account, so that a packet of one can be sent to the URL of another. */
export function seal(
	account: Account,
	marks: { timestamp: string; nonce: string; random: string; openid: string },
	plain: string | Buffer,
	change: Partial<Seal> = {},
): AttackRequest {
	const { push } = account;
	const { nonce, openid } = marks;
	if (push.hosting === "cloudrun") {
		const headers = { ...headersOf(account), ...cloudHeaders(account, openid) };
		return { method: "POST", url: push.url, headers, body: Buffer.from(change.body ?? plain) };
	}
	const timestamp = change.timestamp ?? marks.timestamp;
	const signature = change.signature === undefined ? sign(push.token, timestamp, nonce) : change.signature;
	const query: [string, string][] = [
		["timestamp", timestamp],
		["nonce", nonce],
		["openid", openid],
	];
	if (signature !== null) query.unshift(["signature", signature]);
	let body: string | Buffer = plain;
	if (push.mode !== "plain") {
		const encrypted = change.encrypt ?? encrypt(account.aesKey, account.appid, plain, marks.random);
		const own = sign(push.token, timestamp, nonce, encrypted);
		const msgSignature = change.msgSignature === undefined ? own : change.msgSignature;
		query.push(["encrypt_type", "aes"]);
		if (msgSignature !== null) query.push(["msg_signature", msgSignature]);
		body = envelope(account, encrypted);
	}
	const bytes = Buffer.from(change.body ?? body);
	return { method: "POST", url: withQuery(push.url, query), headers: headersOf(account), body: bytes };
}

const envelope = (account: Account, encrypted: string): string =>
	account.push.format === "json"
		? JSON.stringify({ ToUserName: account.originalId, Encrypt: encrypted })
		: `<xml><ToUserName>${cdata(account.originalId)}</ToUserName><Encrypt>${cdata(encrypted)}</Encrypt></xml>`;

/** Encrypts with padding, length or tail of the attacker's choice. */
export function encryptWrongly(
	kit: AttackKit,
	plain: string,
	wrong: { pad?: (full: Buffer) => Buffer; length?: number; appid?: string },
): string {
	const message = Buffer.from(plain);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(wrong.length ?? message.length);
	const tail = Buffer.from(wrong.appid ?? kit.account.appid);
	const full = Buffer.concat([Buffer.from(kit.random), length, message, tail]);
	const pad = 32 - (full.length % 32);
	return encryptPadded(
		kit.account.aesKey,
		wrong.pad?.(full) ?? Buffer.concat([full, Buffer.alloc(pad, pad)]),
	);
}

function otherAccount(world: World, account: Account): Account {
	const known = [...world.accounts.values()].find(
		({ appid, push }) => appid !== account.appid && push.enabled && push.token !== account.push.token,
	);
	const push = { ...account.push, token: `other${account.push.token}` };
	const aesKey = Buffer.alloc(32, 7);
	return known ?? { ...account, appid: "wx00000000000other", originalId: "gh_other", push, aesKey };
}
