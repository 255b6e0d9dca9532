import { expect, test } from "vitest";
import {
	INBOX_HOME,
	inOrder,
	listPath,
	messageHref,
	NO_CONDITIONS,
	toInboxLocation,
	toInboxUrl,
} from "@/components/inbox/inbox-url";

const placeOf = (address: string) => {
	const url = new URL(address, "http://localhost");
	return toInboxLocation(url.pathname, Object.fromEntries(url.searchParams));
};

test("an address and the place it names are each other's inverse", () => {
	const places = [
		INBOX_HOME,
		{
			openId: "c1",
			messageId: "42",
			view: "mine" as const,
			channel: "demo-mini",
			tag: "发票",
			later: true,
			q: "许 & 知",
			kind: "notes" as const,
			sort: "dying" as const,
		},
	];
	for (const place of places) expect(placeOf(toInboxUrl(place))).toEqual(place);
});

test("a message has an address, which names nothing but it", () => {
	expect(messageHref("c1", "42")).toBe("/inbox/c1?message=42");
	expect(placeOf(messageHref("c1", "42"))).toEqual({ ...INBOX_HOME, openId: "c1", messageId: "42" });
});

test("what belongs to a search or a conversation is not in the address without them", () => {
	expect(toInboxUrl({ ...INBOX_HOME, kind: "notes", messageId: "42" })).toBe("/inbox");
});

test("anything unknown in an address falls back to all conversations", () => {
	expect(
		toInboxLocation("/inbox", {
			view: "nonsense",
			channel: ["a", "b"],
			q: undefined,
			kind: "all",
			sort: "up",
		}),
	).toEqual(INBOX_HOME);
});

test("a list asks only for what narrows it", () => {
	expect(listPath({ ...NO_CONDITIONS, view: "all", sort: "newest" })).toBe(
		"/api/conversations?view=all&sort=newest",
	);
	expect(listPath({ view: "mine", channel: "a", tag: "VIP", later: true, sort: "waiting" })).toBe(
		"/api/conversations?view=mine&channel=a&tag=VIP&later=true&sort=waiting",
	);
});

test("a view stands in the order of its address, else as its agent chose, else as it begins", () => {
	const sortOf = (address: string, chosen = {}) => inOrder(placeOf(address), chosen).sort;
	expect(sortOf("/inbox")).toBe("waiting");
	expect(sortOf("/inbox?view=closed")).toBe("newest");
	expect(sortOf("/inbox?view=mine", { mine: "dying", all: "newest" })).toBe("dying");
	expect(sortOf("/inbox?view=mine&sort=newest", { mine: "dying" })).toBe("newest");
});
