import type { Account, Media, World } from "../state";
import { parseLinks } from "./links";

/** A message that passed, as the transcript shows it. */
export interface SentContent {
	type: string;
	[detail: string]: unknown;
}

type Payload = Record<string, string>;

const ACCOUNT_ONLY = ["voice", "video", "music", "news", "mpnews", "mpnewsarticle", "wxcard"];
const REQUIRED: Record<string, string[]> = {
	text: ["content"],
	image: ["media_id"],
	link: ["title", "description", "url", "thumb_url"],
	miniprogrampage: ["title", "pagepath", "thumb_media_id"],
};

/** 0, or the code for a type nobody knows or a Mini Program may not send. */
export function knownType(type: unknown): number {
	if (typeof type !== "string") return 40008;
	if (type in REQUIRED) return 0;
	if (type === "msgmenu") return 40200;
	return ACCOUNT_ONLY.includes(type) ? 45162 : 40008;
}

/** Checks 10 to 14 of a known type. */
export function checkContent(
	world: World,
	account: Account,
	message: Record<string, unknown>,
): SentContent | number {
	const type = message.msgtype as string;
	const payload = message[type];
	if (typeof payload !== "object" || payload === null || Array.isArray(payload)) return 40035;
	const fields = payload as Payload;
	if ((REQUIRED[type] ?? []).some((name) => typeof fields[name] !== "string")) return 40035;
	if (type === "text") return checkText(account, fields);
	if (type === "link") return checkLink(account, fields);
	const media = pictureOf(world, account, fields.media_id ?? fields.thumb_media_id ?? "");
	if (typeof media === "number") return media;
	if (type === "image") return { type, mediaId: media.id, url: `/_sim/media/${media.id}` };
	return checkCard(account, fields, media);
}

function checkText(account: Account, { content = "" }: Payload): SentContent | number {
	if (content === "") return 44004;
	if (bytes(content) > account.settings.maxTextBytes) return 45002;
	const links = content.includes("<a") ? parseLinks(content, account.appid) : [];
	return links.length > 0 ? { type: "text", text: content, links } : { type: "text", text: content };
}

function pictureOf(world: World, account: Account, mediaId: string): Media | number {
	const media = world.media.get(mediaId);
	if (!media || media.appid !== account.appid || world.clock.now() >= media.expiresAt) return 40007;
	return media.contentType.startsWith("image/") ? media : 40004;
}

function checkLink(account: Account, fields: Payload): SentContent | number {
	const { title = "", description = "", url = "", thumb_url: thumbUrl = "" } = fields;
	const { linkTitleBytes, linkDescriptionBytes, linkUrlBytes, linkThumbBytes } = account.settings;
	if (bytes(title) > linkTitleBytes) return 45003;
	if (bytes(description) > linkDescriptionBytes) return 45004;
	if (bytes(url) > linkUrlBytes || !/^https?:\/\//.test(url)) return 45005;
	if (bytes(thumbUrl) > linkThumbBytes) return 45006;
	return { type: "link", title, description, url, thumbUrl };
}

function checkCard(account: Account, fields: Payload, media: Media): SentContent | number {
	const { title = "", pagepath = "", appid } = fields;
	if (bytes(title) > account.settings.cardTitleBytes) return 45003;
	const page = pagepath.split("?")[0] ?? "";
	if (page === "" || page.startsWith("/")) return 41030;
	if (account.pages && !account.pages.includes(page)) return 41030;
	const foreign = Boolean(appid) && appid !== account.appid;
	if (foreign && account.settings.foreignCardAppid !== "allow") return 40013;
	const thumb = { thumbMediaId: media.id, thumbUrl: `/_sim/media/${media.id}` };
	return { type: "miniprogrampage", title, pagepath, ...(foreign ? { appid } : {}), ...thumb };
}

const bytes = (text: string): number => Buffer.byteLength(text);
