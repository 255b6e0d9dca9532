import { AppError } from "@/lib/errors";

const BOM = "\uFEFF";
const MAX_DEPTH = 32;
/** Integers from here on may not survive as a JavaScript number; WeChat's MsgId has 17 digits. */
const LONG_INTEGER = /^-?\d{16,}$/;
const MAY_HOLD_LONG_INTEGER = /\d{16}/;
/** Strings and numbers of valid JSON, so that digits inside a string are never touched. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * The JSON object in `text`. Integers of 16 and more digits come out as text, digit for digit; of a key given
 * twice the last one counts; a key `__proto__` is dropped. A byte-order mark is skipped.
 * @throws AppError `push_malformed` when it is not JSON, not an object, or nested deeper than 32
 */
export function parseJson(text: string): Record<string, unknown> {
	const json = text.startsWith(BOM) ? text.slice(1) : text;
	let value = parse(json);
	// Parsed first, replaced after: on text known to be valid the pattern runs in linear time.
	if (MAY_HOLD_LONG_INTEGER.test(json)) {
		value = parse(json.replace(TOKEN, (token) => (LONG_INTEGER.test(token) ? `"${token}"` : token)));
	}
	if (typeof value !== "object" || value === null || Array.isArray(value))
		throw malformed("is not an object");
	makeHarmless(value, 1);
	return value as Record<string, unknown>;
}

function parse(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		// The cause is left out: its message quotes the text, which is a customer's.
		throw malformed("cannot be parsed");
	}
}

function makeHarmless(value: object, depth: number): void {
	if (depth > MAX_DEPTH) throw malformed("is nested too deeply");
	if (Object.hasOwn(value, "__proto__")) Reflect.deleteProperty(value, "__proto__");
	for (const child of Object.values(value)) {
		if (typeof child === "object" && child !== null) makeHarmless(child, depth + 1);
	}
}

const malformed = (what: string): AppError => new AppError("push_malformed", { message: `JSON ${what}` });
