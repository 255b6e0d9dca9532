import { expect, test } from "vitest";
import { toPictureName } from "@/lib/media/picture-name";

test.each([
	["holiday.jpg", "holiday.jpg"],
	["../../etc/passwd", "passwd"],
	["..\\..\\boot.ini", "boot.ini"],
	["C:\\Users\\me\\截图 2026.png", "截图 2026.png"],
	["/", null],
	["..", null],
	["", null],
	[" . ", null],
	["a\0b\r\nSet-Cookie: x.png", "abSet-Cookie: x.png"],
	["invoice\u202egnp.exe", "invoicegnp.exe"],
	["a\u200b\u2066\ufeffb.png", "ab.png"],
	["\ud800x.png", "x.png"],
	["<img src=x>.png", "<img src=x>.png"],
	["😀".repeat(300), "😀".repeat(100)],
])("%j is shown as %j", (name, shown) => {
	// U+FFFD takes the place of half a character.
	expect(toPictureName(name)?.replace("\ufffd", "") ?? null).toBe(shown);
});
