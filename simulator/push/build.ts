import type { Account, PushConfig, World } from "../state";
import { encrypt, sign } from "./crypto";

/** bigint is written as bare digits in both formats; a string as CDATA or a JSON string. */
export type FieldValue = string | number | bigint | boolean | null | FieldValue[] | Fields;
export interface Fields {
	[name: string]: FieldValue;
}

export interface BuiltPush {
	url: string;
	headers: Record<string, string>;
	body: Buffer;
	/** The clear packet, whatever the mode. */
	plain: string;
}

export interface BuildInput {
	fields: Fields;
	openid: string | null;
	timestamp: string;
	nonce: string;
	/** 16 ASCII characters in front of the encrypted message. */
	random: string;
}

/** One push request as WeChat would write it for this account's mode and format. */
export function buildPush(account: Account, input: BuildInput): BuiltPush {
	const { push, settings } = account;
	const plain = writePacket(input.fields, account);
	if (push.hosting === "cloudrun") {
		const headers = { ...headersOf(account), ...cloudHeaders(account, input.openid) };
		return { url: push.url, headers, body: Buffer.from(plain), plain };
	}
	const query: [string, string][] = [
		["signature", sign(push.token, input.timestamp, input.nonce)],
		["timestamp", input.timestamp],
		["nonce", input.nonce],
	];
	if (input.openid && (push.mode !== "plain" || settings.plainOpenid)) query.push(["openid", input.openid]);
	let text = plain;
	if (push.mode !== "plain") {
		const encrypted = encrypt(account.aesKey, account.appid, plain, input.random);
		query.push(["encrypt_type", "aes"]);
		query.push(["msg_signature", sign(push.token, input.timestamp, input.nonce, encrypted)]);
		const clear = push.mode === "compat" ? input.fields : { ToUserName: account.originalId };
		text = writePacket({ ...clear, Encrypt: encrypted }, account);
	}
	const body = Buffer.from(text);
	return { url: withQuery(push.url, query), headers: headersOf(account), body, plain };
}

/** Cloud hosting never encrypts, whatever the admin page says. */
export const modeOf = ({ hosting, mode }: Pick<PushConfig, "hosting" | "mode">): PushConfig["mode"] =>
	hosting === "cloudrun" ? "plain" : mode;

/** What takes the place of a signature inside the network of cloud hosting. */
export function cloudHeaders(account: Account, openid: string | null): Record<string, string> {
	const { cloudSourceHeader, cloudSource } = account.settings;
	const sender: Record<string, string> = openid ? { "x-wx-openid": openid } : {};
	return { [cloudSourceHeader]: cloudSource, ...sender, "x-wx-appid": account.appid };
}

/** The packet in the account's format, without encryption. */
export function writePacket(fields: Fields, account: Account): string {
	if (account.push.format === "json") return writeJson(shapeForJson(fields, account));
	const separator = account.settings.prettyXml ? "\n" : "";
	const elements = Object.entries(fields).map(([name, value]) => writeElement(name, value));
	return `<xml>${separator}${elements.join(separator)}${separator}</xml>`;
}

export function headersOf(account: Account): Record<string, string> {
	const { contentType, userAgent, pragma } = account.settings;
	const headers: Record<string, string> = { Accept: "*/*" };
	if (userAgent !== "") headers["User-Agent"] = userAgent;
	if (pragma !== "") headers.Pragma = pragma;
	const byFormat = account.push.format === "xml" ? "text/xml" : "application/json";
	if (contentType !== "none") headers["Content-Type"] = contentType === "auto" ? byFormat : contentType;
	return headers;
}

/** The `timestamp` of a query: Unix seconds of the virtual clock, or of the real one where it is set so. */
export const queryTimestamp = ({ clock }: World, { settings }: Account): string =>
	String(settings.queryClock === "real" ? Math.floor(Date.now() / 1000) : clock.seconds());

/** Appends with `?` or `&`, values URL-encoded. */
export function withQuery(url: string, query: [string, string][]): string {
	const text = query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
	return `${url}${url.includes("?") ? "&" : "?"}${text}`;
}

export const cdata = (text: string): string => `<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;

function writeElement(name: string, value: FieldValue): string {
	if (Array.isArray(value)) return value.map((item) => writeElement(name, item)).join("");
	return `<${name}>${writeContent(value)}</${name}>`;
}

function writeContent(value: FieldValue): string {
	if (value === null) return "";
	if (typeof value === "string") return cdata(value);
	if (typeof value !== "object") return String(value);
	return Object.entries(value as Fields)
		.map(([name, inner]) => writeElement(name, inner))
		.join("");
}

/** Compact JSON with bare 64-bit ids, which JSON.stringify cannot write. */
function writeJson(value: FieldValue): string {
	if (typeof value === "bigint") return value.toString();
	if (Array.isArray(value)) return `[${value.map(writeJson).join(",")}]`;
	if (value === null || typeof value !== "object") return JSON.stringify(value);
	const members = Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}:${writeJson(inner)}`);
	return `{${members.join(",")}}`;
}

function shapeForJson(fields: Fields, account: Account): Fields {
	const { jsonCreateTimeAsString, singleListAsObject } = account.settings;
	if (fields.MsgType !== "event" || (!jsonCreateTimeAsString && !singleListAsObject)) return fields;
	const shaped = { ...fields };
	if (jsonCreateTimeAsString) shaped.CreateTime = String(fields.CreateTime);
	const list = fields.List;
	if (singleListAsObject && Array.isArray(list) && list.length === 1) shaped.List = list[0] ?? null;
	return shaped;
}
