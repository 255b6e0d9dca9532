/** The language of a request: the cookie `locale`, else what the browser asks for, else Chinese. No locale in paths. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import type zhCN from "@/messages/zh-CN.json";

const LOCALES = ["zh-CN", "en"] as const;
type Locale = (typeof LOCALES)[number];

declare module "next-intl" {
	interface AppConfig {
		Locale: Locale;
		Messages: typeof zhCN;
	}
}

/** What next-intl asks for at every request. Named in next.config as its request configuration. */
export default getRequestConfig(async () => {
	const chosen = (await cookies()).get("locale")?.value;
	const locale = LOCALES.find((candidate) => candidate === chosen) ?? preferredLocale(await acceptLanguage());
	const { default: messages } = await import(`@/messages/${locale}.json`);
	return { locale, messages };
});

/**
 * The first language of an `Accept-Language` header that we speak, by its quality.
 * `zh` in any form is Simplified Chinese here; Chinese when nothing fits.
 */
export function preferredLocale(acceptLanguage: string): Locale {
	const wanted = acceptLanguage
		.split(",")
		.map((part) => {
			const [tag = "", ...parameters] = part.trim().split(";");
			const quality = parameters.map((p) => p.trim()).find((p) => p.startsWith("q="));
			return { language: tag.toLowerCase().split("-")[0], quality: quality ? Number(quality.slice(2)) : 1 };
		})
		.filter(({ language, quality }) => quality > 0 && (language === "zh" || language === "en"))
		.sort((a, b) => b.quality - a.quality);
	return wanted[0]?.language === "en" ? "en" : "zh-CN";
}

const acceptLanguage = async (): Promise<string> => (await headers()).get("accept-language") ?? "";

/**
 * What public/sw.js says, by language, as it is written: what is imported is compiled for next-intl, which the worker has not.
 * Read when the console is built.
 */
export async function workerTexts(): Promise<Record<Locale, (typeof zhCN)["worker"]>> {
	const [zh, en] = await Promise.all([textsAsWritten("zh-CN"), textsAsWritten("en")]);
	return { "zh-CN": zh.worker, en: en.worker };
}

async function textsAsWritten(locale: Locale): Promise<typeof zhCN> {
	return JSON.parse(await readFile(path.join(process.cwd(), "messages", `${locale}.json`), "utf8"));
}
