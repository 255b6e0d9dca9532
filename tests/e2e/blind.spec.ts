/** What a transferred customer says in the official tool does not come here: the thread shows when that may have been. */
import { composer, log, message, openThread } from "@/tests/support/console-page";
import { newCustomer } from "@/tests/support/customer";
import { expect, test } from "@/tests/support/e2e";

test("handed over, out of sight, and back again: marked where it was, with nothing invented", async ({
	desk,
	openAs,
}) => {
	const customer = await newCustomer(desk);
	await customer.says("你好");
	const id = await customer.conversationId();
	const page = await openAs("agent");
	const switched = await page.request.put(`/api/conversations/${id}/mode`, { data: { mode: "transfer" } });
	expect(switched.status()).toBe(200);
	expect((await customer.says("在吗")).verdict).toBe("TRANSFER");
	await openThread(page, id);
	await expect(message(page, "在吗")).toContainText("已转给微信客服");
	await expect(message(page, "你好")).not.toContainText("已转给微信客服");
	await expect(log(page).getByRole("note").last()).toContainText("起可能在官方工具中接待");

	// Forty minutes pass, as far as our own clock is concerned.
	await desk.sql(
		"UPDATE messages SET created_at = created_at - interval '40 minutes' WHERE conversation_id = $1",
		[id],
	);
	expect((await customer.says("又来了")).verdict).toBe("TRANSFER");
	await page.reload();
	await expect(message(page, "又来了")).toContainText("已转给微信客服");
	const notes = log(page).getByRole("note");
	await expect(notes.filter({ hasText: /\d\d:\d\d–(今天 )?\d\d:\d\d 可能在官方工具中接待/ })).toHaveCount(1);
	await expect(notes.filter({ hasText: "又收到客户消息" })).toHaveCount(1);
	await expect(notes.filter({ hasText: "起可能在官方工具中接待" })).toHaveCount(1);
	await expect(
		log(page)
			.getByRole("article")
			.filter({ hasText: /在吗|又来了/ }),
	).toHaveCount(2);

	await composer(page).getByRole("button", { name: "停止转接" }).click();
	await expect(log(page)).toContainText("转接 → 人工");
	await expect(notes.filter({ hasText: "起可能在官方工具中接待" }), "nobody is out of sight now").toHaveCount(
		0,
	);
	expect((await customer.says("三")).verdict).toBe("ACK");
	await expect(message(page, "三")).toBeVisible();
	await expect(message(page, "三")).not.toContainText("已转给微信客服");
});
