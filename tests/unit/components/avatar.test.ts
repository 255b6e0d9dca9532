import { expect, test } from "vitest";
import { hueOf, initialsOf } from "@/components/ui/avatar";

test("a name is shown by what tells it apart", () => {
	expect(initialsOf("陈默")).toBe("陈");
	expect(initialsOf("kevin Lau")).toBe("K");
	expect(initialsOf("用户 8F3K")).toBe("8F");
	expect(initialsOf("用户 MYEC")).toBe("MY");
	expect(initialsOf("")).toBe("?");
	expect(initialsOf("😀 li")).toBe("😀");
});

test("the same person always has the same hue, one of eight", () => {
	expect(hueOf("u1")).toBe(hueOf("u1"));
	for (const seed of ["", "a", "许知夏", "oRNfKQhlbK"])
		expect([0, 1, 2, 3, 4, 5, 6, 7]).toContain(hueOf(seed));
});
