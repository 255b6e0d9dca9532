import {
	anything,
	array,
	assert,
	constantFrom,
	dictionary,
	jsonValue,
	nat,
	oneof,
	property,
	record,
	string,
} from "fast-check";
import { expect, test } from "vitest";
import { matchWithin } from "@/lib/customers/match-within";
import { type SessionMapping, sessionMappingSchema } from "@/lib/customers/schema";
import { readSource } from "@/lib/customers/session-source";

const values = (text: string | null, mapping: SessionMapping) =>
	Object.fromEntries(readSource(text, mapping).map(({ label, value }) => [label, value]));

const ORDER: SessionMapping = [
	{ path: "page", label: "进入页面" },
	{ path: "order.id", label: "订单号" },
	{ path: "order.items.0", label: "商品" },
];
const JSON_TEXT = '{"page":"pages/order/detail","order":{"id":20261119,"items":["陶瓷杯","杯垫"]}}';

test.each([
	["JSON", JSON_TEXT],
	["JSON, percent-encoded", encodeURIComponent(JSON_TEXT)],
])("%s is read by paths", (_name, text) => {
	expect(values(text, ORDER)).toEqual({ 进入页面: "pages/order/detail", 订单号: "20261119", 商品: "陶瓷杯" });
});

test("a query string is read by its keys, also behind a page path", () => {
	const mapping: SessionMapping = [
		{ path: "order", label: "订单号" },
		{ path: "from", label: "来源" },
		{ path: "toString", label: "x" },
	];
	for (const text of ["order=2026%2F1&from=我的订单", "pages/a/b?order=2026%2F1&from=我的订单"])
		expect(values(text, mapping)).toEqual({ 订单号: "2026/1", 来源: "我的订单" });
	expect(values("order=%E4%BD%A0%E", mapping)).toHaveProperty("订单号");
});

test("an expression picks its group, or all of it; the first rule of a label that finds something counts", () => {
	const mapping: SessionMapping = [
		{ path: "orderId", label: "订单号" },
		{ regex: "order\\|(\\d+)", label: "订单号" },
		{ regex: "^[a-z]+", label: "类型" },
		{ regex: "never", label: "无" },
	];
	expect(readSource("order|20261119088213", mapping)).toEqual([
		{ label: "订单号", value: "20261119088213" },
		{ label: "类型", value: "order" },
	]);
});

test("JSON that WeChat cut gives what was complete, and never half a value", () => {
	for (let length = 1; length < JSON_TEXT.length; length++) {
		for (const [label, value] of Object.entries(values(JSON_TEXT.slice(0, length), ORDER)))
			expect({ 进入页面: "pages/order/detail", 订单号: "20261119", 商品: "陶瓷杯" }[label]).toBe(value);
	}
	const cut = JSON_TEXT.slice(0, JSON_TEXT.indexOf("杯垫"));
	expect(Object.keys(values(cut, ORDER))).toHaveLength(3);
	const encoded = encodeURIComponent(JSON_TEXT);
	expect(values(encoded.slice(0, encoded.indexOf("%E6%9D%AF%E5") + 5), ORDER)).toMatchObject({
		订单号: "20261119",
	});
});

test("a pattern that would take for ever ends in time and finds nothing", () => {
	expect(matchWithin("^(a+)+$", `${"a".repeat(60)}!`, 20)).toBeNull();
	expect(matchWithin("(", "a", 1000)).toBeNull();
	expect(matchWithin("(b)(c)?", "abd", 1000)).toEqual(["b", "b", ""]);
	const evil = ["甲", "乙", "丙", "丁"].map((label) => ({ regex: "^(a+)+$", label }));
	expect(readSource(`${"a".repeat(60)}!`, evil)).toEqual([]);
	expect(sessionMappingSchema.safeParse([{ regex: "(", label: "x" }]).success).toBe(false);
});

const label = constantFrom("甲", "乙", "__proto__", "constructor");
const path = oneof(
	string(),
	constantFrom("a", "a.b", "a.0", "__proto__.x", "length", "constructor", ".", ""),
);
const mappings = array(
	oneof(record({ path, label }), record({ regex: oneof(string(), constantFrom(".*", "(.)", "(")), label })),
	{
		maxLength: 5,
	},
);
const texts = oneof(
	string(),
	string({ unit: "binary" }),
	jsonValue().map((value) => JSON.stringify(value)),
	record({ value: jsonValue(), cut: nat(60) }).map(({ value, cut }) =>
		JSON.stringify({ a: value }).slice(0, cut),
	),
	constantFrom(
		"[".repeat(4000),
		'{"a":'.repeat(800),
		`{"a":"${"\\".repeat(999)}`,
		"%".repeat(999),
		'{"__proto__":{"x":1}}',
		"\0",
	),
);

test("whatever the text and the mapping: plain short values, each label once, in order, nothing thrown", () => {
	assert(
		property(texts, mappings, (text, mapping) => {
			const found = readSource(text, mapping);
			const labels = found.map((line) => line.label);
			expect(new Set(labels).size).toBe(labels.length);
			expect([...new Set(mapping.map((rule) => rule.label))].filter((one) => labels.includes(one))).toEqual(
				[...labels].sort(
					(a, b) => mapping.findIndex((r) => r.label === a) - mapping.findIndex((r) => r.label === b),
				),
			);
			for (const { value } of found) {
				expect(value).not.toBe("");
				expect(Array.from(value).length).toBeLessThanOrEqual(200);
				expect(value).not.toMatch(/\p{Cc}/u);
				expect(value.isWellFormed()).toBe(true);
			}
		}),
	);
	expect(Object.getPrototypeOf({})).toBe(Object.prototype);
	expect(({} as Record<string, unknown>).x).toBeUndefined();
});

test("what is in whole JSON at a path is what is found, for any object", () => {
	assert(
		property(
			dictionary(
				string({ minLength: 1, maxLength: 5 }).filter((key) => !key.includes(".")),
				nat(),
			),
			(object) => {
				for (const [key, value] of Object.entries(object))
					expect(values(JSON.stringify({ in: object }), [{ path: `in.${key}`, label: "x" }])).toEqual({
						x: String(value),
					});
			},
		),
	);
});

test("no text and no mapping give nothing", () => {
	expect(readSource(null, ORDER)).toEqual([]);
	expect(readSource("", ORDER)).toEqual([]);
	expect(readSource(JSON_TEXT, [])).toEqual([]);
	assert(property(anything(), (value) => void sessionMappingSchema.safeParse(value)));
});
