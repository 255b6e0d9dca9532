import { expect, test } from "vitest";
import { listPath, toInboxLocation, toInboxUrl } from "@/components/inbox/inbox-url";

test("an address and the place it names are each other's inverse", () => {
	const places = [
		{ openId: null, view: "all" as const, channel: null, q: "" },
		{ openId: "c1", view: "mine" as const, channel: "demo-mini", q: "许 & 知" },
	];
	for (const place of places) {
		const url = new URL(toInboxUrl(place), "http://localhost");
		expect(toInboxLocation(url.pathname, Object.fromEntries(url.searchParams))).toEqual(place);
	}
});

test("anything unknown in an address falls back to all conversations", () => {
	expect(toInboxLocation("/inbox", { view: "nonsense", channel: ["a", "b"], q: undefined })).toEqual({
		openId: null,
		view: "all",
		channel: null,
		q: "",
	});
});

test("a list asks only for what narrows it", () => {
	expect(listPath({ view: "all", channel: null, q: "" })).toBe("/api/conversations?view=all");
	expect(listPath({ view: "mine", channel: "a", q: "陈" })).toBe(
		"/api/conversations?view=mine&channel=a&q=%E9%99%88",
	);
});
