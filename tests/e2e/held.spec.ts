/** A reply that waits for the customer: seen, changed or withdrawn until it leaves, and then it leaves once. */
import type { Page } from "@playwright/test";
import type { Desk } from "@/tests/support/browser-desk";
import { expectStatus, log, message, row, send } from "@/tests/support/console-page";
import type { Customer } from "@/tests/support/customer";
import { expect, test } from "@/tests/support/e2e";
import { ownedThread, untilAllSent } from "@/tests/support/owned-thread";

test.afterEach(({ desk }) => desk.control("DELETE /faults"));

test("refused with 45047, the reply is sent again when the customer writes, as it was rewritten meanwhile, once", async ({
	desk,
	openAs,
}) => {
	const { customer, id, page } = await heldThread(desk, await openAs("agent"), "签收时请检查外包装");
	const held = message(page, "签收时请检查外包装").last();
	await expect(held).toContainText("待发，客户回复后自动发出");
	await expect(row(page, customer)).toContainText("待发");

	await held.getByRole("button", { name: "编辑" }).click();
	const editor = log(page).getByRole("textbox", { name: "修改待发的消息" });
	await expect(editor).toBeFocused();
	await expect(log(page)).toContainText("27 / 2048 字节");
	await page.keyboard.type("这句不要");
	await page.keyboard.press("Escape");
	await expect(editor).toHaveCount(0);
	await expect(held.getByRole("button", { name: "编辑" })).toBeFocused();
	await expect(held).not.toContainText("这句不要");

	await page.keyboard.press("Enter");
	await expect(editor).toBeFocused();
	await composeByInputMethod(page, "，谢谢");
	await expect(editor, "Enter while composing belongs to the input method").toHaveValue(
		"签收时请检查外包装，谢谢",
	);
	await page.keyboard.press("Enter");
	await expect(editor).toHaveCount(0);
	await expectStatus(page, "外包装，谢谢", "held");

	await customer.says("我来了");
	await expectStatus(page, "外包装，谢谢", "accepted");
	await untilAllSent(desk, id);
	expect((await customer.heard()).filter((text) => text.startsWith("签收时"))).toEqual([
		"签收时请检查外包装，谢谢",
	]);
	// It left after what the customer wrote, and stands there, once.
	await expect(message(page, "外包装，谢谢")).toHaveCount(1);
	await expect(log(page).getByRole("article").last()).toContainText("外包装，谢谢");
});

test("withdrawn, after having been asked, it never leaves, and the thread says so", async ({
	desk,
	openAs,
}) => {
	const { customer, id, page } = await heldThread(desk, await openAs("agent"), "这句会撤回");
	const held = message(page, "这句会撤回").last();
	await held.getByRole("button", { name: "撤回" }).click();
	const question = page.getByRole("alertdialog");
	await expect(question.getByRole("button", { name: "取消" })).toBeFocused();
	await page.keyboard.press("Escape");
	await expectHeld(page, "这句会撤回");
	await held.getByRole("button", { name: "撤回" }).click();
	await question.getByRole("button", { name: "撤回" }).click();
	await expect(held).toHaveAttribute("data-status", "cancelled");
	await expect(held).toContainText("已撤回");
	await expect(held.getByRole("button", { name: /^(编辑|撤回)$/ })).toHaveCount(0);

	await customer.says("我来了");
	await expect(message(page, "我来了")).toBeVisible();
	await untilAllSent(desk, id);
	expect(await customer.heard()).not.toContain("这句会撤回");
});

test("several leave in the order in which they were written", async ({ desk, openAs }) => {
	const { customer, id, page } = await heldThread(desk, await openAs("agent"), "先说这个");
	for (const text of ["再说那个", "最后一句"]) {
		const answer = await page.request.post(`/api/conversations/${id}/messages`, {
			data: { clientKey: text, type: "text", text, hold: true },
		});
		expect(answer.status()).toBe(201);
	}
	await expectHeld(page, "最后一句");
	await expect(row(page, customer)).toContainText("3");
	await customer.says("我来了");
	await expectStatus(page, "最后一句", "accepted");
	expect((await customer.heard()).slice(-3)).toEqual(["先说这个", "再说那个", "最后一句"]);
});

/** A thread in which WeChat refused `text` because the count was used up, and the agent had it wait. */
async function heldThread(desk: Desk, openPage: Page, text: string) {
	const thread = await ownedThread(desk, openPage);
	const { customer, page } = thread;
	await refuseNext(desk, customer);
	await send(page, text);
	await expectStatus(page, text, "failed");
	await message(page, text).getByRole("button", { name: "客户回复后自动重发" }).click();
	await expectHeld(page, text);
	await desk.control("DELETE /faults");
	return thread;
}

const expectHeld = (page: Page, text: string) =>
	expect(message(page, text).last()).toHaveAttribute("data-status", "held");

const refuseNext = (desk: Desk, { openid }: Customer) =>
	desk.control("POST /faults", {
		target: "api",
		path: "custom/send",
		openid,
		kind: "errcode",
		errcode: 45047,
		// So soon after the customer's text it is believed only at the third try.
		count: 3,
	});

/** Composes and commits `text`, with the Enter that Chinese input methods report while they compose. */
async function composeByInputMethod(page: Page, text: string): Promise<void> {
	const keyboard = await page.context().newCDPSession(page);
	await keyboard.send("Input.imeSetComposition", { text: "xie", selectionStart: 3, selectionEnd: 3 });
	for (const windowsVirtualKeyCode of [229, 13]) {
		const enter = { key: "Enter", code: "Enter", windowsVirtualKeyCode };
		await keyboard.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...enter });
		await keyboard.send("Input.dispatchKeyEvent", { type: "keyUp", ...enter });
	}
	await keyboard.send("Input.insertText", { text });
}
