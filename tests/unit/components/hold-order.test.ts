import { expect, test } from "vitest";
import { holdOrder } from "@/components/inbox/hold-order";

const idle = { busy: false, openId: null };
const busy = { busy: true, openId: null };

test("an idle list takes the server's order at once", () => {
	expect(holdOrder(["a", "b"], ["c", "b", "a"], idle)).toEqual({ ids: ["c", "b", "a"], arrivals: 0 });
});

test("nothing moves while somebody is in the list, and arrivals are counted", () => {
	expect(holdOrder(["a", "b"], ["c", "b", "d", "a"], busy)).toEqual({ ids: ["a", "b"], arrivals: 2 });
});

test("rows that left stay on screen while somebody is in the list", () => {
	expect(holdOrder(["a", "b", "c"], ["a", "c"], busy)).toEqual({ ids: ["a", "b", "c"], arrivals: 0 });
});

test("older rows loaded at the end appear even while somebody is in the list", () => {
	expect(holdOrder(["a", "b"], ["a", "b", "c", "d"], busy)).toEqual({
		ids: ["a", "b", "c", "d"],
		arrivals: 0,
	});
});

test("an empty list has nothing that could move", () => {
	expect(holdOrder([], ["a"], busy)).toEqual({ ids: ["a"], arrivals: 0 });
});

test("the open conversation keeps its place when it leaves the view", () => {
	expect(holdOrder(["a", "b", "c"], ["a", "c"], { busy: false, openId: "b" }).ids).toEqual(["a", "b", "c"]);
	expect(holdOrder(["a", "b", "c"], ["a", "c"], idle).ids).toEqual(["a", "c"]);
});
