import { expect, test } from "vitest";
import { entrySource, pageIn } from "@/components/conversation/entry-source";

test("the page is read out of whatever the Mini Program said about where the customer came from", () => {
	expect(pageIn("pages/order/detail?id=7")).toBe("pages/order/detail");
	expect(pageIn('{"from":"/pages/goods/index","id":7}')).toBe("pages/goods/index");
	expect(pageIn("page=pages%2Forder%2Fdetail&x=1")).toBe("pages/order/detail");
	expect(pageIn("订单详情")).toBeNull();
	expect(pageIn("")).toBeNull();
});

test("a long source is cut for the line, between characters", () => {
	expect(entrySource("订单详情")).toBe("订单详情");
	expect(entrySource("😀".repeat(40))).toBe(`${"😀".repeat(23)}…`);
});
