/** What a channel's mapping reads out of session_from: text that whoever made the page has chosen, cut by WeChat at will. */
import { matchWithin } from "@/lib/customers/match-within";
import type { SessionMapping } from "@/lib/customers/schema";

const VALUE_MAX_CHARACTERS = 200;
/** Longer than WeChat takes. */
const TEXT_MAX_CHARACTERS = 4000;
/** For all expressions together; honest ones take microseconds, but the machine may be busy. */
const REGEX_BUDGET_MS = 250;
/** So many last ends of complete values are tried when JSON is cut. */
const ENDS_TRIED = 30;

/**
 * One line for each label, of its first rule that finds something, in the rules' order. Values are plain text without control
 * characters, at most 200 characters. Never throws, whatever the text.
 */
export function readSource(
	sessionFrom: string | null,
	mapping: SessionMapping,
): { label: string; value: string }[] {
	if (!sessionFrom) return [];
	const text = sessionFrom.slice(0, TEXT_MAX_CHARACTERS);
	const json = parseLenient(text);
	const query = json === undefined ? parseQuery(text) : null;
	const found = new Map<string, string>();
	const endMs = performance.now() + REGEX_BUDGET_MS;
	for (const rule of mapping) {
		if (found.has(rule.label)) continue;
		const value =
			"path" in rule ? (query?.get(rule.path) ?? walk(json, rule.path)) : matchOf(rule.regex, text, endMs);
		const shown = toText(value);
		if (shown !== "") found.set(rule.label, shown);
	}
	return [...found].map(([label, value]) => ({ label, value }));
}

function matchOf(regex: string, text: string, endMs: number): string | undefined {
	const leftMs = Math.floor(endMs - performance.now());
	const match = leftMs > 0 ? matchWithin(regex, text, leftMs) : null;
	return match?.[1] ?? match?.[0];
}

/** `a.b.0` in what JSON said; undefined where there is nothing. */
function walk(json: unknown, path: string): unknown {
	let at = json;
	for (const key of path.split(".")) {
		if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
		at = Object.entries(at).find(([name]) => name === key)?.[1];
	}
	return at;
}

function toText(value: unknown): string {
	if (value === undefined || value === null) return "";
	const text = typeof value === "object" ? JSON.stringify(value) : String(value);
	const plain = text.replace(/[\p{Cc}\p{Cs}]+/gu, " ").trim();
	return Array.from(plain).slice(0, VALUE_MAX_CHARACTERS).join("");
}

/** `a=1&b=2`, also behind a page path and a question mark. */
function parseQuery(text: string): URLSearchParams {
	return new URLSearchParams(text.slice(text.indexOf("?") + 1));
}

/** JSON, also percent-encoded, also cut; undefined for what is no object or list. */
function parseLenient(text: string): unknown {
	const opened = /^\s*[{[]/.test(text) ? text : decode(text);
	if (!/^\s*[{[]/.test(opened)) return undefined;
	return parse(opened) ?? parseCut(opened);
}

function decode(text: string): string {
	// A cut escape at the end says nothing.
	const whole = text.replace(/(%[89a-f][0-9a-f])*(%[0-9a-f]?)?$/i, "");
	for (const candidate of [text, whole]) {
		try {
			return decodeURIComponent(candidate);
		} catch {
			// Not this one.
		}
	}
	return text;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** What was complete before JSON was cut: read up to the last complete value, with what is open closed. */
function parseCut(text: string): unknown {
	for (const { at, open } of completeEnds(text).slice(-ENDS_TRIED).reverse()) {
		const closed = text.slice(0, at) + [...open].reverse().join("");
		const value = parse(closed);
		if (value !== undefined) return value;
	}
	return undefined;
}

/** Where a value ends: at each comma, and behind each bracket; with the brackets that are open there. */
function completeEnds(text: string): { at: number; open: string }[] {
	const ends: { at: number; open: string }[] = [];
	let open = "";
	let inString = false;
	for (let at = 0; at < text.length; at++) {
		const character = text[at];
		if (inString) {
			if (character === "\\") at++;
			else if (character === '"') inString = false;
		} else if (character === '"') inString = true;
		else if (character === "{") open += "}";
		else if (character === "[") open += "]";
		else if (character === ",") ends.push({ at, open });
		else if (character === "}" || character === "]") {
			open = open.slice(0, -1);
			ends.push({ at: at + 1, open });
		}
	}
	return ends;
}
