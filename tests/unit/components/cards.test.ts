import { expect, test } from "vitest";
import { chooseCards, groupsOf, stepInGrid } from "@/components/composer/cards/card-choice";
import {
	draftOf,
	NOTHING_WRITTEN,
	shownTexts,
	templateDraft,
	writtenDraft,
} from "@/components/composer/cards/card-draft";
import { createFieldCards, type FieldCard } from "@/components/composer/cards/field-cards";
import type { CardItem } from "@/lib/channels/card-schema";
import type { MediaRef } from "@/lib/conversations/schema";

const cover: MediaRef = {
	id: "0b5c7d8e-0000-4000-8000-000000000001",
	status: "ready",
	mime: "image/jpeg",
	sizeBytes: 1,
	width: 520,
	height: 416,
	name: null,
	failure: null,
};

const card = (change: Partial<CardItem> = {}): CardItem => ({
	id: "0b5c7d8e-0000-4000-8000-000000000009",
	channelId: "c",
	type: "miniprogrampage",
	name: "补发单详情",
	group: "售后",
	title: "补发单 {{补发单号}}",
	pagepath: "pages/reissue/detail?id={{补发单号}}",
	description: null,
	url: null,
	thumbUrl: null,
	media: cover,
	coverEndsAt: null,
	variables: ["补发单号"],
	usedAt: null,
	updatedAt: "",
	...change,
});

test("a card is found on its shelf by every word, in name, group, title and path", () => {
	const cards = [
		card(),
		card({ id: "2", group: "", name: "券", usedAt: "2026-11-20T06:00:00Z" }),
		card({ type: "link" }),
	];
	const all = { kind: "all" } as const;
	expect(chooseCards(cards, "miniprogrampage", all, "")).toHaveLength(2);
	expect(chooseCards(cards, "miniprogrampage", all, "售后 Reissue")).toEqual([cards[0]]);
	expect(chooseCards(cards, "miniprogrampage", { kind: "recent" }, "")).toEqual([cards[1]]);
	expect(chooseCards(cards, "miniprogrampage", { kind: "group", group: "售后" }, "")).toEqual([cards[0]]);
	expect(chooseCards(cards, "link", all, "")).toEqual([cards[2]]);
	expect(groupsOf(cards)).toEqual([
		{ group: "售后", count: 2 },
		{ group: "", count: 1 },
	]);
});

test("the arrows stay inside the grid, and a short last row is reached from above its gap", () => {
	expect(stepInGrid("ArrowRight", 0, 5, 3)).toBe(1);
	expect(stepInGrid("ArrowLeft", 0, 5, 3)).toBeNull();
	expect(stepInGrid("ArrowDown", 2, 5, 3)).toBe(4);
	expect(stepInGrid("ArrowDown", 4, 5, 3)).toBeNull();
	expect(stepInGrid("ArrowUp", 4, 5, 3)).toBe(1);
	expect(stepInGrid("ArrowDown", -1, 5, 3)).toBe(0);
	expect(stepInGrid("End", 0, 5, 3)).toBe(4);
	expect(stepInGrid("a", 0, 5, 3)).toBeUndefined();
});

test("a card is ready once every blank has a value, shown as the customer will see it", () => {
	expect(draftOf(card(), { 补发单号: " " }).fault).toEqual({ kind: "missing", name: "补发单号" });
	const { card: ready } = draftOf(card(), { 补发单号: "7 号", 客户名: "许" });
	expect(ready?.reply).toEqual({ type: "miniprogrampage", cardId: card().id, values: { 补发单号: "7 号" } });
	expect(ready?.content).toMatchObject({
		title: "补发单 7 号",
		pagePath: "pages/reissue/detail?id=7%20%E5%8F%B7",
	});
	expect(shownTexts(card(), { 补发单号: "" }).title).toBe("补发单 {{补发单号}}");
});

test("what cannot be sent says what to mend", () => {
	const failed = card({ media: { ...cover, status: "failed" }, variables: [] });
	expect(draftOf(failed, {}).fault).toEqual({ kind: "cover_failed" });
	expect(draftOf(card(), { 补发单号: "好".repeat(20) }).fault).toEqual({
		kind: "too_long",
		field: "title",
		used: 70,
		max: 64,
	});
});

test("a card written by hand is held to the same rules", () => {
	const page = { ...NOTHING_WRITTEN, type: "miniprogrampage" } as const;
	expect(writtenDraft(page).fault).toEqual({ kind: "invalid", field: "title" });
	expect(writtenDraft({ ...page, title: "好".repeat(22) }).fault).toMatchObject({
		kind: "too_long",
		used: 66,
	});
	expect(writtenDraft({ ...page, title: "好", pagepath: "/a" }).fault).toEqual({
		kind: "invalid",
		field: "pagepath",
	});
	expect(writtenDraft({ ...page, title: "好", pagepath: "a" }).fault).toEqual({ kind: "no_cover" });
	expect(writtenDraft({ ...page, title: "好", pagepath: "a", cover }).card?.reply).toEqual({
		type: "miniprogrampage",
		title: "好",
		pagepath: "a",
		mediaId: cover.id,
	});
	const coming = new AbortController();
	expect(writtenDraft({ ...page, title: "好", pagepath: "a", cover, coming }).fault).toEqual({
		kind: "cover_failed",
	});
	const link = { ...page, type: "link", title: "好", description: "说明", url: "https://a.example" } as const;
	expect(writtenDraft(link).fault).toEqual({ kind: "invalid", field: "thumbUrl" });
	expect(writtenDraft({ ...link, thumbUrl: "https://a.example/p.png" }).fault).toBeNull();
});

test("cards at a field are kept by the tab until they are taken or removed", () => {
	let stored: string | null = null;
	const storage = {
		getItem: () => stored,
		setItem: (_key: string, value: string) => {
			stored = value;
		},
	};
	const one = { id: "1" } as FieldCard; // nothing else of it is read here
	const before = createFieldCards(storage);
	before.add("c1", one);
	before.add("c1", { ...one, id: "2" });
	before.remove("c1", "2");
	const after = createFieldCards(storage);
	after.restore();
	expect(after.of("c1")).toEqual([one]);
	after.takeAll("c1");
	expect(after.of("c1")).toEqual([]);
	expect(stored).toBe("{}");
});

test("a template is kept blanks and all, and what is wrong with it is named one thing at a time", () => {
	const names = { name: "订单", group: "" };
	const written = {
		...NOTHING_WRITTEN,
		type: "miniprogrampage",
		cover,
		title: "订单 {{订单号}}",
		pagepath: "pages/order?id={{订单号}}",
	} as const;
	expect(templateDraft("c", names, written).template).toMatchObject({
		type: "miniprogrampage",
		channelId: "c",
		name: "订单",
		title: "订单 {{订单号}}",
		mediaId: cover.id,
	});
	const faultOf = (change: object) => templateDraft("c", names, { ...written, ...change }).fault;
	expect(templateDraft("c", { ...names, name: " " }, written).fault).toEqual({
		kind: "invalid",
		field: "name",
	});
	expect(faultOf({ pagepath: "/pages/order" })).toEqual({ kind: "invalid", field: "pagepath" });
	expect(faultOf({ title: "好".repeat(22) })).toMatchObject({ kind: "too_long", field: "title", used: 66 });
	expect(faultOf({ title: "{{1}}" })).toEqual({ kind: "invalid", field: "title" });
	expect(faultOf({ cover: null })).toEqual({ kind: "no_cover" });
	expect(faultOf({ coming: new AbortController() })).toEqual({ kind: "cover_failed" });
});
