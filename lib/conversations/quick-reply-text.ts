/** What stands open in a text until it is filled in. Client-safe, and without zod: the browser loads it at once. */

/** `{{订单号}}`: filled in by the agent before it leaves. */
const VARIABLE = /\{\{\s*(\p{L}[\p{L}\p{N}_]{0,31})\s*\}\}/gu;

/** Names in `{{…}}`, each once, in the order in which they are read. */
export const variablesOfText = (text: string): string[] => [
	...new Set([...text.matchAll(VARIABLE)].map(([, name = ""]) => name)),
];

/** The text with the values that are known; the others stay as they are, to be filled in by the agent. */
export const fillText = (text: string, values: Readonly<Record<string, string>>): string =>
	text.replace(VARIABLE, (mark: string, name: string) =>
		Object.hasOwn(values, name) ? (values[name] ?? mark) : mark,
	);
