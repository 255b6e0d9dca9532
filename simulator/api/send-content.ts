import type { Account, Media, World } from "../state";
import { mediaOf, type Payload, type SentContent } from "./content-parts";
import { parseLinks } from "./links";
import { serviceContent } from "./service-content";

type Strings = Record<string, string>;

const SERVICE_ONLY = ["voice", "video", "music", "news", "mpnews", "mpnewsarticle", "wxcard", "msgmenu"];
/** The types a Mini Program may send, with the fields that must be strings. */
const REQUIRED: Record<string, string[]> = {
	text: ["content"],
	image: ["media_id"],
	link: ["title", "description", "url", "thumb_url"],
	miniprogrampage: ["title", "pagepath", "thumb_media_id"],
};

/** 0, or the code for a type nobody knows or this kind of account may not send. */
export function knownType(kind: Account["kind"], type: unknown): number {
	if (typeof type !== "string") return 40008;
	if (kind === "service_account") {
		if (type === "link") return 45162;
		return Object.hasOwn(REQUIRED, type) || SERVICE_ONLY.includes(type) ? 0 : 40008;
	}
	if (Object.hasOwn(REQUIRED, type)) return 0;
	if (type === "msgmenu") return 40200;
	return SERVICE_ONLY.includes(type) ? 45162 : 40008;
}

/** Payload, strings, sizes, media, page: in this order, the first that is wrong answers. */
export function checkContent(
	world: World,
	account: Account,
	message: Record<string, unknown>,
): SentContent | number {
	const type = message.msgtype as string;
	const payload = message[type];
	if (typeof payload !== "object" || payload === null || Array.isArray(payload)) return 40035;
	if (!isContextRight(message)) return 40035;
	const given = payload as Payload;
	const forService = SERVICE_ONLY.includes(type) ? serviceContent[type] : undefined;
	if (forService) return forService(world, account, given);
	if ((REQUIRED[type] ?? []).some((name) => typeof given[name] !== "string")) return 40035;
	if (given.appid !== undefined && typeof given.appid !== "string") return 40035;
	const fields = given as Strings;
	if (type === "text") return checkText(account, fields);
	if (type === "link") return checkLink(account, fields);
	const media = mediaOf(world, account, fields.media_id ?? fields.thumb_media_id, "image/");
	if (typeof media === "number") return media;
	if (type === "image") return { type, mediaId: media.id, url: `/_sim/media/${media.id}` };
	return checkCard(account, fields, media);
}

/** Who speaks, and whether a model wrote it: optional, but not anything. */
function isContextRight({ customservice, aimsgcontext }: Record<string, unknown>): boolean {
	const service = customservice as { kf_account?: unknown } | undefined;
	const context = aimsgcontext as { is_ai_msg?: unknown } | undefined;
	if (service !== undefined && typeof service?.kf_account !== "string") return false;
	return context === undefined || context?.is_ai_msg === 0 || context?.is_ai_msg === 1;
}

function checkText(account: Account, { content = "" }: Strings): SentContent | number {
	if (content === "") return 44004;
	if (bytes(content) > account.settings.maxTextBytes) return 45002;
	const links = content.includes("<a") ? parseLinks(content, account.appid) : [];
	return links.length > 0 ? { type: "text", text: content, links } : { type: "text", text: content };
}

function checkLink(account: Account, fields: Strings): SentContent | number {
	const { title = "", description = "", url = "", thumb_url: thumbUrl = "" } = fields;
	const { linkTitleBytes, linkDescriptionBytes, linkUrlBytes, linkThumbBytes } = account.settings;
	if (bytes(title) > linkTitleBytes) return 45003;
	if (bytes(description) > linkDescriptionBytes) return 45004;
	if (bytes(url) > linkUrlBytes || !/^https?:\/\//.test(url)) return 45005;
	if (bytes(thumbUrl) > linkThumbBytes) return 45006;
	return { type: "link", title, description, url, thumbUrl };
}

function checkCard(account: Account, fields: Strings, media: Media): SentContent | number {
	const { title = "", pagepath = "", appid } = fields;
	if (bytes(title) > account.settings.cardTitleBytes) return 45003;
	const page = pagepath.split("?")[0] ?? "";
	if (page === "" || page.startsWith("/")) return 41030;
	if (account.kind === "miniprogram" && account.pages && !account.pages.includes(page)) return 41030;
	if (!appid && account.kind === "service_account") return 40013;
	const foreign = Boolean(appid) && appid !== account.appid;
	if (foreign && account.kind === "miniprogram" && account.settings.foreignCardAppid !== "allow")
		return 40013;
	const thumb = { thumbMediaId: media.id, thumbUrl: `/_sim/media/${media.id}` };
	return { type: "miniprogrampage", title, pagepath, ...(foreign ? { appid } : {}), ...thumb };
}

const bytes = (text: string): number => Buffer.byteLength(text);
