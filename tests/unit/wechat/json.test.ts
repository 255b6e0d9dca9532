import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJson } from "@/lib/wechat/json";
import { cpuMs } from "@/tests/support/cpu-time";
import { codeOf } from "@/tests/unit/wechat/pushes";

describe("long integers", () => {
	test("a MsgId beyond 2^53 keeps every digit, and its neighbour is another one", () => {
		expect(parseJson('{"MsgId":23637352235060881}').MsgId).toBe("23637352235060881");
		expect(parseJson('{"MsgId" : 23637352235060880 }').MsgId).toBe("23637352235060880");
		expect(parseJson('{"MsgId":9999999999999999}').MsgId).toBe("9999999999999999");
		expect(parseJson('{"a":[9223372036854775807,-9223372036854775808]}').a).toEqual([
			"9223372036854775807",
			"-9223372036854775808",
		]);
	});

	test("digits inside a text, a key or a fraction are left alone", () => {
		const inside = String.raw`{"Content":"\"MsgId\":23637352235060881, \\","23637352235060881":1.2345678901234567,"e":1e3}`;
		expect(parseJson(inside)).toEqual({
			Content: '"MsgId":23637352235060881, \\',
			"23637352235060881": 1.2345678901234567,
			e: 1000,
		});
	});

	test("any integer comes back with its digits, any text with its characters", () => {
		fc.assert(
			fc.property(
				fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }),
				fc.string({ unit: "binary" }),
				(id, text) => {
					const fields = parseJson(`{"MsgId":${id},"Content":${JSON.stringify(text)}}`);
					expect(String(fields.MsgId)).toBe(String(id));
					expect(fields.Content).toBe(text);
				},
			),
		);
	});
});

test("a byte-order mark and blanks around are read over", () => {
	expect(parseJson('\uFEFF {"a":1}\n')).toEqual({ a: 1 });
});

test("of a key given twice the last one counts", () => {
	expect(parseJson('{"MsgId":1,"MsgId":23637352235060881,"a":{"b":1,"b":2}}')).toEqual({
		MsgId: "23637352235060881",
		a: { b: 2 },
	});
});

test("__proto__ is dropped at every depth and changes nothing", () => {
	const fields = parseJson('{"__proto__":{"evil":1},"a":[{"__proto__":{"evil":1},"b":2}],"constructor":"x"}');
	expect(Object.keys(fields)).toEqual(["a", "constructor"]);
	expect(fields.a).toEqual([{ b: 2 }]);
	expect(Object.assign({}, fields).evil).toBeUndefined();
	expect(({} as Record<string, unknown>).evil).toBeUndefined();
});

describe("what is not a JSON object is refused", () => {
	test.each([
		["nothing", ""],
		["an array", "[1]"],
		["a number", "1"],
		["a long number", "23637352235060881"],
		["null", "null"],
		["a text", '"a"'],
		["a missing comma", '{"MsgType":"miniprogrampage"\n"MsgId":1234567890123456}'],
		["a trailing comma", '{"a":1,}'],
		["a cut text", '{"a":"b'],
		["something behind it", '{"a":1}x'],
		["NaN", '{"a":NaN}'],
		["a comment", '{"a":1/* x */}'],
		["33 levels", `${'{"a":'.repeat(33)}1${"}".repeat(33)}`],
		["100,000 levels", `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
		["100,000 open levels", '{"a":'.repeat(100_000)],
	])("%s", (_, json) => {
		expect(codeOf(() => parseJson(json))).toBe("push_malformed");
	});
});

test("32 levels are read", () => {
	expect(parseJson(`${'{"a":'.repeat(32)}1${"}".repeat(32)}`)).toHaveProperty("a.a.a");
});

test("hostile texts of 256 KiB cost a step a character", () => {
	const many = (piece: string) => piece.repeat((256 * 1024) / piece.length);
	const open = [
		`{"a":"1234567890123456${many('\\"')}`,
		many('"'),
		`{"a":${many("1")}`,
		`{"a":"${many("\\")}`,
	];
	const valid = [`{"a":"1234567890123456${many('\\"')}"}`, `{"a":[${many("1234567890123456,")}1]}`];
	for (const json of [...open, ...valid]) expect(cpuMs(() => parseJson(json))).toBeLessThan(5000);
});
