import fc from "fast-check";
import { expect, test } from "vitest";
import { cardTemplateSchema, changeCardSchema, fillCard, variablesOf } from "@/lib/channels/card-schema";

const MEDIA_ID = "5f0c6a3e-6d3f-4f4e-9a55-0a9f4f7f5c11";
const CARD = {
	type: "miniprogrampage",
	title: "订单 {{orderNumber}}",
	pagepath: "pages/order/detail?id={{orderNumber}}&from={{ 渠道 }}",
	mediaId: MEDIA_ID,
} as const;
const LINK = {
	type: "link",
	title: "退换说明",
	description: "{{name}} 的退换进度",
	url: "https://example.com/returns?who={{name}}",
	thumbUrl: "https://example.com/thumb.png",
} as const;

test("placeholders are listed once each, in the order of title, description and addresses", () => {
	expect(variablesOf(CARD)).toEqual(["orderNumber", "渠道"]);
	expect(variablesOf(LINK)).toEqual(["name"]);
	expect(variablesOf({ title: "{{", pagepath: null })).toEqual([]);
});

test("values stand in texts as they are and percent-encoded in addresses", () => {
	expect(fillCard(CARD, { orderNumber: "A&B=1/2 #", 渠道: "线下" })).toEqual({
		card: {
			type: "miniprogrampage",
			title: "订单 A&B=1/2 #",
			pagepath: "pages/order/detail?id=A%26B%3D1%2F2%20%23&from=%E7%BA%BF%E4%B8%8B",
			mediaId: MEDIA_ID,
		},
	});
	expect(fillCard(LINK, { name: "李 & 王", unknown: "x" })).toMatchObject({
		card: {
			description: "李 & 王 的退换进度",
			url: "https://example.com/returns?who=%E6%9D%8E%20%26%20%E7%8E%8B",
		},
	});
});

test("what a value holds is never read as a placeholder or a pattern", () => {
	expect(fillCard(LINK, { name: "{{name}} $& $1" })).toMatchObject({
		card: { description: "{{name}} $& $1 的退换进度" },
	});
});

test("a value that is missing or blank is named, also one that every object has", () => {
	expect(fillCard(CARD, { orderNumber: " " })).toEqual({
		fields: { "values.orderNumber": "missing", "values.渠道": "missing" },
	});
	expect(fillCard({ ...CARD, title: "{{toString}}", pagepath: "a" }, {})).toEqual({
		fields: { "values.toString": "missing" },
	});
});

test("a field that is too long once filled in is named with its count", () => {
	expect(fillCard({ ...CARD, pagepath: "a" }, { orderNumber: "单".repeat(20) })).toEqual({
		fields: { title: "67 of at most 64 bytes" },
	});
	expect(fillCard(LINK, { name: "客".repeat(800) })).toMatchObject({
		fields: { url: expect.stringContaining("of at most 2048 bytes"), description: expect.any(String) },
	});
});

test("whatever the value, an address keeps its host, its path and the names of its parameters", () => {
	fc.assert(
		fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }), (name) => {
			const filled = fillCard({ ...LINK, description: "x" }, { name });
			if ("fields" in filled || filled.card.type !== "link") return name.trim() === "";
			const { host, pathname, searchParams } = new URL(filled.card.url);
			return (
				host === "example.com" && pathname === "/returns" && searchParams.get("who") === name.toWellFormed()
			);
		}),
	);
});

test.each([
	["title", { ...CARD, title: "单".repeat(22) }],
	["title", { ...CARD, title: " " }],
	["title", { ...CARD, title: "{{order number}}" }],
	["title", { ...CARD, title: "{{}}" }],
	["pagepath", { ...CARD, pagepath: "/pages/index" }],
	["pagepath", { ...CARD, pagepath: `pages/index?${"a".repeat(1024)}` }],
	["mediaId", { ...CARD, mediaId: "1" }],
	["description", { ...LINK, description: "述".repeat(41) }],
	["url", { ...LINK, url: "javascript:alert(1)" }],
	["url", { ...LINK, url: "{{url}}" }],
	["url", { ...LINK, url: "https://{{shop}}.example.com/" }],
	["url", { ...LINK, url: "https://user@{{host}}" }],
	["thumbUrl", { ...LINK, thumbUrl: "example.com/thumb.png" }],
	["thumbUrl", { ...LINK, thumbUrl: "https://example.com/{{name}}.png" }],
])("a template with a wrong %s is refused by name", (field, card) => {
	const parsed = cardTemplateSchema.safeParse(card);
	expect(parsed.error?.issues.map(({ path }) => path.join("."))).toContain(field);
	expect(new Set(parsed.error?.issues.map(({ path }) => path.join("."))).size).toBe(1);
});

test("the marks of placeholders do not count towards the limits", () => {
	const title = `${"单".repeat(20)}{{a_very_long_name_of_a_value}}`;
	expect(cardTemplateSchema.safeParse({ ...CARD, title }).success).toBe(true);
});

test("a change cannot move a card to another channel or make it another type", () => {
	expect(changeCardSchema.safeParse({ channelId: "other" }).success).toBe(false);
	expect(changeCardSchema.safeParse({ type: "link" }).success).toBe(false);
});
