import { expect, test } from "vitest";
import { toNoteParts } from "@/components/conversation/note-parts";

const told = (text: string, ...names: string[]) =>
	toNoteParts(text, names).map(({ text: part, mention }) => (mention ? `[${part}]` : part));

test("colleagues named in a note stand out, and every letter of it stays", () => {
	expect(told("@林晓 仓库有货", "林晓")).toEqual(["[@林晓]", " 仓库有货"]);
	expect(told("问 @周子墨、@周子墨", "周子墨")).toEqual(["问 ", "[@周子墨]", "、", "[@周子墨]"]);
	expect(told("a@b.com 和 @谁", "林晓")).toEqual(["a@b.com 和 @谁"]);
	expect(told("", "林晓")).toEqual([]);
});

test("of two names the longer is meant where it fits", () => {
	expect(told("@王琳琳 看一下", "王琳", "王琳琳")).toEqual(["[@王琳琳]", " 看一下"]);
});
