import { expect, test } from "vitest";
import { MEDIA_FAILURES, REFUSALS } from "@/lib/media/schema";
import en from "@/messages/en.json";
import zh from "@/messages/zh-CN.json";

test.each([
	["en", en],
	["zh-CN", zh],
])("every reason why a picture is refused or could not be had has its words in %s", (_language, texts) => {
	expect(Object.keys(texts.media.failure)).toEqual(expect.arrayContaining([...MEDIA_FAILURES]));
	expect(Object.keys(texts.errors.reason)).toEqual(expect.arrayContaining([...REFUSALS]));
});
