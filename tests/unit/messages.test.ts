import { expect, test } from "vitest";
import { ERROR_STATUS } from "@/lib/errors";
import en from "@/messages/en.json";
import zhCN from "@/messages/zh-CN.json";

type Texts = { [key: string]: string | Texts };

/** Every text with its path, e.g. "composer.send". */
const flatten = (texts: Texts, prefix = ""): [string, string][] =>
	Object.entries(texts).flatMap(([key, value]): [string, string][] =>
		typeof value === "string" ? [[prefix + key, value]] : flatten(value, `${prefix}${key}.`),
	);

const placeholders = (text: string): string[] =>
	[...new Set(text.match(/(?<=\{)[a-z]\w*(?=[},])|<\/?\w+>/gi) ?? [])].sort();

const chinese = new Map(flatten(zhCN));
const english = new Map(flatten(en));

test("both languages have the same keys", () => {
	expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
});

test("no text is empty", () => {
	expect([...chinese, ...english].filter(([, text]) => text.trim() === "")).toEqual([]);
});

test("an English text never uses a value or mark-up that the Chinese one does not know", () => {
	// Chinese may leave a value out (no plural, no "of 5"); a value only one side knows would print as an error.
	const optional = new Set(["window.left"]);
	const differing = [...chinese].filter(
		([key, text]) =>
			!optional.has(key) && placeholders(text).join() !== placeholders(english.get(key) ?? "").join(),
	);
	expect(differing.map(([key]) => key)).toEqual([]);
});

test("every error code has a text for people", () => {
	const missing = Object.keys(ERROR_STATUS).filter((code) => !chinese.has(`errors.${code}`));
	expect(missing).toEqual([]);
});

test("a Chinese text has a space between Chinese and digits or Latin letters", () => {
	const glued = [...chinese].filter(
		([key, text]) =>
			!key.startsWith("signIn.samples") &&
			/[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]/.test(text.replace(/<\/?\w+>/g, "")),
	);
	expect(glued).toEqual([]);
});
