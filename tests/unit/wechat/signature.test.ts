import { expect, test } from "vitest";
import { isSignature, signatureOf } from "@/lib/wechat/signature";
import official from "@/tests/fixtures/vectors/miniprogram-official.json";
import wecom from "@/tests/fixtures/vectors/wecom-official.json";

const { token } = official.config;

test.each(official.official.filter((vector) => vector.signature))(
	"WeChat's own example $name is reproduced",
	(vector) => {
		expect(signatureOf(token, vector.timestamp ?? "", vector.nonce ?? "")).toBe(vector.signature);
		if (!vector.body) return;
		expect(signatureOf(token, vector.timestamp, vector.nonce, vector.body.Encrypt)).toBe(
			vector.msg_signature,
		);
	},
);

test.each(official.derived)("the derived example $name is reproduced", (vector) => {
	expect(signatureOf(token, vector.timestamp, vector.nonce)).toBe(vector.signature);
	expect(signatureOf(token, vector.timestamp, vector.nonce, vector.encrypt)).toBe(vector.msg_signature);
});

test.each(wecom)("WeCom's example $name is reproduced", (vector) => {
	expect(signatureOf(vector.token, vector.timestamp, vector.nonce, vector.encrypt)).toBe(
		vector.msg_signature,
	);
});

test("parts are sorted as text: the order they are given in, numbers and capitals make no difference", () => {
	expect(signatureOf("9", "1719800110", "99")).toBe(signatureOf("99", "9", "1719800110"));
	// The plain SHA-1 of "199Ba": by code unit, neither by number nor by language.
	expect(signatureOf("a", "9", "19", "B")).toBe("5e941b08448aef2b085a472c79a7f537aa2e4552");
});

test.each([
	["another text of the same length", "f464b24fc39322e44b38aa78f5edd27bd1441697"],
	["the same in capitals", "F464B24FC39322E44B38AA78F5EDD27BD1441696"],
	["a shorter text", "f464b24f"],
	["a longer text", "f464b24fc39322e44b38aa78f5edd27bd14416960"],
	["40 characters of more bytes", "é".repeat(40)],
	["nothing", ""],
	["null", null],
	["undefined", undefined],
	["an array", ["f464b24fc39322e44b38aa78f5edd27bd1441696"]],
])("%s is no signature", (_, actual) => {
	expect(isSignature(actual, "AAAAA", "1714036504", "1514711492")).toBe(false);
});

test("the right signature is one", () => {
	const right = "f464b24fc39322e44b38aa78f5edd27bd1441696";
	expect(isSignature(right, "AAAAA", "1714036504", "1514711492")).toBe(true);
});
