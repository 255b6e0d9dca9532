import { expect, test } from "vitest";
import { optionsOf } from "@/components/customer/tag-options";

test("typing narrows the tags, whatever the case, and offers what is typed as a new one", () => {
	expect(optionsOf(["VIP", "老客", "退款"], ["旧标签"], "")).toEqual(["VIP", "老客", "退款", "旧标签"]);
	expect(optionsOf(["VIP", "老客"], [], "vip")).toEqual(["VIP", "vip"]);
	expect(optionsOf(["VIP", "老客"], [], "老")).toEqual(["老客", "老"]);
	expect(optionsOf(["VIP", "老客"], [], "老客")).toEqual(["老客"]);
});
