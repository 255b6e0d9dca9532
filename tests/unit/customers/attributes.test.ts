import { expect, test } from "vitest";
import { findBadge, orderAttributes } from "@/lib/customers/attributes";
import { sessionMappingSchema } from "@/lib/customers/schema";

const mapping = sessionMappingSchema.parse([
	{ path: "level", label: "会员等级", badge: true },
	{ path: "goods", label: "最近订单" },
	{ regex: "order=(\\d+)", label: "订单号" },
	{ path: "vip", label: "VIP", badge: true },
]);

test("attributes stand as the mapping names them, what it does not know after them, by name", () => {
	const attributes = { 手机尾号: "3377", 订单号: 1, 备用: false, 最近订单: "陶瓷杯", 会员等级: "金卡会员" };
	const ordered = orderAttributes(attributes, mapping);
	expect(Object.keys(ordered)).toEqual(["会员等级", "最近订单", "订单号", "备用", "手机尾号"]);
	expect(ordered).toEqual(attributes);
	expect(Object.keys(orderAttributes(attributes, []))).toEqual(
		Object.keys(attributes).sort((a, b) => a.localeCompare(b, "zh")),
	);
});

test("beside the name stands the first badge that has a value: an attribute before what the page said", () => {
	const source = [{ label: "会员等级", value: "银卡" }];
	expect(findBadge({ 会员等级: "金卡会员", VIP: 3 }, source, mapping)).toEqual({
		label: "会员等级",
		value: "金卡会员",
	});
	expect(findBadge({ VIP: 3 }, source, mapping)).toEqual({ label: "会员等级", value: "银卡" });
	expect(findBadge({ VIP: 3 }, [], mapping)).toEqual({ label: "VIP", value: "3" });
});

test("nothing stands there that the data does not say, and no yes or no", () => {
	expect(findBadge({ 会员等级: "", VIP: true, 最近订单: "陶瓷杯" }, [], mapping)).toBeNull();
	expect(findBadge({ 会员等级: "金卡会员" }, [], [])).toBeNull();
});
