/** From the fields of a verified push to our own words. */
import { hash } from "node:crypto";
import { AppError } from "@/lib/errors";

export interface PushBase {
	/** Original id of the Mini Program, `gh_…`. */
	toUserName: string;
	/** The customer; "" only for events that belong to no customer (audit results and the like). */
	openid: string;
	/** Unix seconds. */
	createTime: number;
	/** Trimmed and lower-cased. */
	msgType: string;
	/** Digits mostly, always text: it exceeds what a number can hold. Null when there is none, as in events. */
	msgId: string | null;
}

/** A customer has withdrawn their consent, changed their profile or closed their account: what we hold is to be erased. */
interface PrivacyRequest {
	/** Whom it concerns; `FromUserName` names a service of WeChat here. */
	openid: string;
	/** Of the Mini Program it concerns; null when WeChat does not say. */
	appid: string | null;
}

export type PushContent =
	| { kind: "text"; content: string }
	| { kind: "image"; picUrl: string; mediaId: string }
	| {
			kind: "miniprogrampage";
			title: string;
			appId: string;
			pagePath: string;
			thumbUrl: string;
			thumbMediaId: string;
	  }
	| { kind: "enter"; sessionFrom: string }
	/** `event` is lower-cased; `fields` is everything the push holds; `privacy` is null for most events. */
	| { kind: "event"; event: string; fields: Record<string, unknown>; privacy: PrivacyRequest | null }
	| { kind: "unknown" };

type Fields = Record<string, unknown>;

/** WeChat page: "Authorised user information changes" (授权用户信息变更). */
const PRIVACY_EVENTS = ["user_authorization_revoke", "user_info_modified", "user_authorization_cancellation"];

const MAX_OPENID_CHARACTERS = 128;
const MAX_MSG_ID_CHARACTERS = 128;
const MAX_EVENT_CHARACTERS = 128;
const MAX_MSG_TYPE_CHARACTERS = 64;
/** WeChat cuts `SessionFrom` at 1000 bytes; this only keeps a forged one in bounds. */
const MAX_SESSION_FROM_CHARACTERS = 4096;
const MAX_UNIX_SECONDS = 0xffffffff;

/**
 * The message or event in `fields`. Names and numbers are taken as text or number alike; `ToUser` is read for
 * `ToUserName`. `sentAt` (Unix seconds, of the request) stands in where `CreateTime` is missing.
 * @throws AppError `push_malformed` when a field has no usable value, or a user's message names no user
 */
export function readMessage(fields: Fields, sentAt: number): PushBase & PushContent {
	const msgType = toText(fields, "MsgType").trim().toLowerCase().slice(0, MAX_MSG_TYPE_CHARACTERS);
	const content = readContent(fields, msgType);
	const base: PushBase = {
		toUserName: readToUserName(fields),
		openid: shortText(fields, "FromUserName", MAX_OPENID_CHARACTERS),
		createTime: readCreateTime(fields, sentAt),
		msgType,
		msgId: shortText(fields, "MsgId", MAX_MSG_ID_CHARACTERS) || null,
	};
	if (base.openid === "" && content.kind !== "event") throw malformed("FromUserName");
	return { ...base, ...content };
}

function readToUserName(fields: Fields): string {
	return (toText(fields, "ToUserName") || toText(fields, "ToUser")).trim();
}

/** SHA-256 in hex over all of `message`, whatever the order of its fields. */
export function digestOf(message: object): string {
	return hash("sha256", canonical(message));
}

function readContent(fields: Fields, msgType: string): PushContent {
	switch (msgType) {
		case "text":
			return { kind: "text", content: toText(fields, "Content") };
		case "image":
			return { kind: "image", picUrl: toText(fields, "PicUrl"), mediaId: toText(fields, "MediaId") };
		case "miniprogrampage":
			return {
				kind: "miniprogrampage",
				title: toText(fields, "Title"),
				appId: toText(fields, "AppId"),
				pagePath: toText(fields, "PagePath"),
				thumbUrl: toText(fields, "ThumbUrl"),
				thumbMediaId: toText(fields, "ThumbMediaId"),
			};
		case "event":
			return readEvent(fields);
		default:
			return { kind: "unknown" };
	}
}

function readEvent(fields: Fields): PushContent {
	const event = toText(fields, "Event").trim().toLowerCase().slice(0, MAX_EVENT_CHARACTERS);
	if (event === "user_enter_tempsession") {
		return {
			kind: "enter",
			sessionFrom: toText(fields, "SessionFrom").slice(0, MAX_SESSION_FROM_CHARACTERS),
		};
	}
	return { kind: "event", event, fields: storable(fields) as Fields, privacy: readPrivacy(fields, event) };
}

/** Null when nobody can be said to be concerned: guessing would erase another person. */
function readPrivacy(fields: Fields, event: string): PrivacyRequest | null {
	if (!PRIVACY_EVENTS.includes(event)) return null;
	const concerned = inAnyCase(fields, "openid");
	const openid = idOf(concerned === undefined ? fields.FromUserName : concerned);
	return openid === null ? null : { openid, appid: idOf(inAnyCase(fields, "appid")) };
}

/** WeChat writes OpenID and openid, AppID and appid; its own example has a blank before the name. */
function inAnyCase(fields: Fields, name: string): unknown {
	return Object.entries(fields).find(([each]) => each.trim().toLowerCase() === name)?.[1];
}

function idOf(value: unknown): string | null {
	const id = typeof value === "string" ? storableText(value).trim() : "";
	return id !== "" && id.length <= MAX_OPENID_CHARACTERS ? id : null;
}

function readCreateTime(fields: Fields, sentAt: number): number {
	const text = toText(fields, "CreateTime").trim();
	const seconds = text === "" ? sentAt : Number(text);
	if (!Number.isInteger(seconds) || seconds <= 0 || seconds > MAX_UNIX_SECONDS) throw malformed("CreateTime");
	return seconds;
}

function shortText(fields: Fields, name: string, maxCharacters: number): string {
	const text = toText(fields, name).trim();
	if (text.length > maxCharacters) throw malformed(name);
	return text;
}

/** A field as text that can be stored; "" when it is missing. */
function toText(fields: Fields, name: string): string {
	const value = fields[name];
	if (value === undefined || value === null) return "";
	if (typeof value === "string") return storableText(value);
	if (typeof value === "number" || typeof value === "boolean") return String(value);
	throw malformed(name);
}

function storable(value: unknown): unknown {
	if (typeof value === "string") return storableText(value);
	if (Array.isArray(value)) return value.map(storable);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, child]) => [storableText(name), storable(child)]),
	);
}

/** Without what Postgres cannot hold: halves of a character, and NUL. */
const storableText = (text: string): string => text.toWellFormed().replaceAll("\0", "\uFFFD");

/** JSON with the names of every object sorted. */
function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
	if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
	const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
	return `{${members.map(([name, child]) => `${JSON.stringify(name)}:${canonical(child)}`).join(",")}}`;
}

const malformed = (name: string): AppError =>
	new AppError("push_malformed", { message: `${name} is missing or has no usable value` });
