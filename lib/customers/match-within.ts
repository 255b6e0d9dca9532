import { createContext, Script } from "node:vm";

/** Made once: an empty world with nothing in it but the two strings. */
const context = createContext(Object.create(null));
const script = new Script("new RegExp(pattern, 'u').exec(text)");

/**
 * The match of a pattern, null when there is none, when the pattern is none, or when it takes longer than `timeoutMs`: an
 * administrator's pattern meets a stranger's text, and some pairs of them take for ever.
 */
export function matchWithin(pattern: string, text: string, timeoutMs: number): string[] | null {
	try {
		Object.assign(context, { pattern, text });
		const found: unknown = script.runInContext(context, { timeout: timeoutMs });
		return found === null ? null : Array.from(found as ArrayLike<unknown>, (group) => String(group ?? ""));
	} catch {
		return null;
	}
}
