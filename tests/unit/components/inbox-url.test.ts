import { expect, test } from "vitest";
import { listPath, toInboxLocation, toInboxUrl, WHOLE_LIST } from "@/components/inbox/inbox-url";

test("an address and the place it names are each other's inverse", () => {
	const places = [
		{ openId: null, ...WHOLE_LIST },
		{
			openId: "c1",
			view: "mine" as const,
			channel: "demo-mini",
			tag: "发票",
			q: "许 & 知",
			sort: "dying" as const,
		},
	];
	for (const place of places) {
		const url = new URL(toInboxUrl(place), "http://localhost");
		expect(toInboxLocation(url.pathname, Object.fromEntries(url.searchParams))).toEqual(place);
	}
});

test("anything unknown in an address falls back to all conversations", () => {
	expect(
		toInboxLocation("/inbox", { view: "nonsense", channel: ["a", "b"], q: undefined, sort: "up" }),
	).toEqual({
		openId: null,
		...WHOLE_LIST,
	});
});

test("a list asks only for what narrows it", () => {
	expect(listPath(WHOLE_LIST)).toBe("/api/conversations?view=all");
	expect(listPath({ view: "mine", channel: "a", tag: "VIP", q: "陈", sort: "waiting" })).toBe(
		"/api/conversations?view=mine&channel=a&tag=VIP&q=%E9%99%88&sort=waiting",
	);
});
