/**
 * Links in a text message: the only markup WeChat understands there, everything else is shown as it is written.
 * WeChat page: "Customer service messages, sending" (发送客服消息), 文字链.
 */
import { AppError } from "@/lib/errors";

export interface TextLink {
	/** Where "<a" stands in the text. */
	at: number;
	/** As written; null without one. Where no Mini Program can be opened it is what is followed. */
	href: string | null;
	/** Of the Mini Program to be opened; null for an ordinary link. */
	appId: string | null;
	/** Page in it, as in app.json, with query. */
	path: string | null;
	label: string;
}

export interface LinkFault {
	/**
	 * foreign_appid: WeChat opens no Mini Program but the sender's own. broken_markup: the customer would see the marks,
	 * or nothing to tap. unsafe_href: not a plain http or https address.
	 */
	kind: "foreign_appid" | "broken_markup" | "unsafe_href";
	/** Where the tag begins in the text. */
	at: number;
}

const ANY_TAG = /<(\/?)a(?![^\s/>])/gi;
/** Attributes of an opening tag and its end. `<` is nowhere allowed, so that one scan ends where the next begins. */
const REST_OF_OPENING = /((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))?)*)\s*>/y;
const REST_OF_CLOSING = /\s*>/y;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f]/g;
const UNSAFE_IN_ATTRIBUTE = /[\s"<>`\\]/g;
const APP_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Every whole link of `text`, in order. */
export const findLinks = (text: string): TextLink[] => readLinks(text).links;

/** What is wrong with the links of `text`, in order; empty when it may be sent as it is. */
export function checkLinks(text: string, ownAppId: string): LinkFault[] {
	const { links, brokenAt } = readLinks(text);
	const faults: LinkFault[] = brokenAt.map((at) => ({ kind: "broken_markup", at }));
	for (const { at, href, appId, label } of links) {
		if (label.trim() === "" || (href === null && appId === null)) faults.push({ kind: "broken_markup", at });
		if (appId !== null && appId !== ownAppId) faults.push({ kind: "foreign_appid", at });
		if (href !== null && !isPlainAddress(href)) faults.push({ kind: "unsafe_href", at });
	}
	return faults.sort((one, other) => one.at - other.at);
}

/**
 * A link to `path` in the own Mini Program `appId`, with `href` for where that cannot be opened; without `appId` an
 * ordinary link. Whatever the parts hold, the result is one whole link: marks in the label become full-width ones, what
 * may not stand in an attribute is percent-encoded.
 * @throws AppError `bad_request` when the label is blank, `href` is no plain http or https address, or the appid none
 */
export function textLink({
	label,
	href,
	appId,
	path,
}: {
	label: string;
	href: string;
	appId?: string;
	path?: string;
}): string {
	const shown = label
		.toWellFormed()
		.replace(CONTROL_CHARACTERS, " ")
		.replaceAll("<", "＜")
		.replaceAll(">", "＞")
		.trim();
	if (shown === "") throw invalid("label is blank");
	if (!isPlainAddress(href)) throw invalid("href is not a plain http or https address");
	const attributes = [`href="${encoded(new URL(href).href)}"`];
	if (appId !== undefined) {
		if (!APP_ID.test(appId)) throw invalid("appid is none");
		attributes.push(`data-miniprogram-appid="${appId}"`);
		attributes.push(`data-miniprogram-path="${encoded((path ?? "").replace(/^[\s/]+/, ""))}"`);
	}
	return `<a ${attributes.join(" ")}>${shown}</a>`;
}

function readLinks(text: string): { links: TextLink[]; brokenAt: number[] } {
	const links: TextLink[] = [];
	const brokenAt: number[] = [];
	let open: { at: number; labelAt: number; attributes: string } | null = null;
	for (const { index: at, 0: mark, 1: slash } of text.matchAll(ANY_TAG)) {
		const rest = slash === "/" ? REST_OF_CLOSING : REST_OF_OPENING;
		rest.lastIndex = at + mark.length;
		const found = rest.exec(text);
		const isLink = open !== null && slash === "/" && found !== null;
		if (open && isLink) links.push(toLink(open.at, open.attributes, text.slice(open.labelAt, at)));
		else if (open) brokenAt.push(open.at);
		if (!isLink && (slash === "/" || !found)) brokenAt.push(at);
		open = found && slash !== "/" ? { at, labelAt: rest.lastIndex, attributes: found[1] ?? "" } : null;
	}
	if (open) brokenAt.push(open.at);
	return { links, brokenAt };
}

function toLink(at: number, attributes: string, label: string): TextLink {
	const values = new Map<string, string>();
	for (const [, name = "", double, single, bare] of attributes.matchAll(ATTRIBUTE)) {
		const key = name.toLowerCase();
		// Of an attribute given twice the first counts, as in a browser.
		if (!values.has(key)) values.set(key, double ?? single ?? bare ?? "");
	}
	const find = (name: string): string | null => values.get(name) ?? null;
	return {
		at,
		href: find("href"),
		appId: find("data-miniprogram-appid"),
		path: find("data-miniprogram-path"),
		label,
	};
}

/** Without blanks and controls, which browsers drop and people do not see, and without a name before the host. */
function isPlainAddress(href: string): boolean {
	if (!/^https?:\/\/[^\s/?#]/i.test(href) || /[\s\\]/.test(href) || href.search(CONTROL_CHARACTERS) !== -1)
		return false;
	if (!URL.canParse(href)) return false;
	const { username, password } = new URL(href);
	return username === "" && password === "";
}

/** Fit to stand between double quotes. */
const encoded = (text: string): string =>
	text.toWellFormed().replace(CONTROL_CHARACTERS, "").replace(UNSAFE_IN_ATTRIBUTE, encodeURIComponent);

const invalid = (message: string): AppError => new AppError("bad_request", { message });
