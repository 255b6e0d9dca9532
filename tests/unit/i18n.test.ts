import { expect, test } from "vitest";
import { preferredLocale } from "@/lib/i18n";

test("the browser's first language that we speak decides", () => {
	expect(preferredLocale("en-US,en;q=0.9,zh-CN;q=0.8")).toBe("en");
	expect(preferredLocale("zh-TW,zh;q=0.9,en;q=0.8")).toBe("zh-CN");
	expect(preferredLocale("fr-FR,en;q=0.5")).toBe("en");
	expect(preferredLocale("en;q=0.3, zh;q=0.7")).toBe("zh-CN");
});

test("Chinese is spoken where nothing fits", () => {
	expect(preferredLocale("")).toBe("zh-CN");
	expect(preferredLocale("fr-FR,de;q=0.9")).toBe("zh-CN");
	expect(preferredLocale("en;q=0")).toBe("zh-CN");
	expect(preferredLocale("en;q=nonsense")).toBe("zh-CN");
});
