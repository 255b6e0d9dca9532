import { expect, test } from "vitest";
import { blanksOf, nextBlank } from "@/components/composer/quick-replies/blanks";
import { planSend } from "@/components/composer/send-plan";

const text = "到{{城市}}一般{{ 天数 }}天，{{}} {{1}} {城市}";

test("blanks are what a quick reply left to be filled in, each with its place", () => {
	expect(blanksOf(text).map(({ name, from, to }) => [name, text.slice(from, to)])).toEqual([
		["城市", "{{城市}}"],
		["天数", "{{ 天数 }}"],
	]);
});

test("Tab leads to the next blank and back, and out of the field behind the last", () => {
	const [city, days] = blanksOf(text);
	const at = (from: number, to = from) => ({ from, to });
	expect(nextBlank(blanksOf(text), at(0), false)).toEqual(city);
	expect(nextBlank(blanksOf(text), at(city?.from ?? 0, city?.to), false)).toEqual(days);
	expect(nextBlank(blanksOf(text), at(days?.from ?? 0, days?.to), false)).toBeUndefined();
	expect(nextBlank(blanksOf(text), at(days?.from ?? 0, days?.to), true)).toEqual(city);
	expect(nextBlank(blanksOf(text), at(0), true)).toBeUndefined();
});

test("nothing leaves with a blank in it", () => {
	expect(planSend(text, [], 5)).toMatchObject({ blocked: "blanks", blanks: ["城市", "天数"] });
	expect(planSend("到杭州一般 2 天", [], 5)).toMatchObject({ blocked: null, blanks: [] });
});

test("each card costs a reply, like a picture", () => {
	expect(planSend("", [], 5, 2)).toMatchObject({ count: 2, hasText: false, blocked: null });
	expect(planSend("好", [], 2, 2)).toMatchObject({ count: 3, blocked: "over_quota" });
});
