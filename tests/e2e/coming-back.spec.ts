/** A conversation that was just left and is opened again: nothing of it is missing, whatever was on its way. */
import type { Page } from "@playwright/test";
import { log, message, row } from "@/tests/support/console-page";
import { type Customer, newCustomer } from "@/tests/support/customer";
import { expect, test } from "@/tests/support/e2e";
import { lateAnswers } from "@/tests/support/late-answers";
import { longThread, messageAt } from "@/tests/support/long-thread";
import { ownedThread } from "@/tests/support/owned-thread";

test("what comes while an older answer is still on its way is there when the conversation is opened again", async ({
	desk,
	openAs,
}) => {
	const page = await openAs("agent");
	const { id, customer } = await ownedThread(desk, page);
	const other = await newCustomer(desk);
	await other.says("你好");
	await page.goto(`/inbox/${await other.conversationId()}`);
	await expect(message(page, "你好")).toBeVisible();

	const late = await lateAnswers(page, new RegExp(`/api/conversations/${id}/messages`), 1);
	await row(page, customer).click();
	await late.answered;
	await row(page, other).click();
	await expect(message(page, "你好")).toBeVisible();
	await customer.says("还有一件事");
	await expect(row(page, customer)).toContainText("还有一件事");
	await row(page, customer).click();
	await expect(message(page, "还有一件事")).toBeVisible();
	late.come();
	await customer.says("就这样");
	await expect(message(page, "就这样")).toBeVisible();
	await expect(message(page, "还有一件事")).toBeVisible();
	await expectRead(page, customer);
});

test("left in the middle of a long thread and gone back to at once, it stands there again", async ({
	desk,
	openAs,
}) => {
	const id = await longThread(desk, "中途离开", 400);
	const page = await openAs("agent");
	const { customer } = await ownedThread(desk, page);
	await page.goto(`/inbox/${id}?message=${await messageAt(desk, id, 200)}`);
	await expect(message(page, "第 200 条")).toBeVisible();
	const open = page.getByRole("link", { name: /^中途离开，/ });
	for (let turn = 0; turn < 3; turn++) {
		await row(page, customer).click();
		await expect(message(page, "在吗")).toBeVisible();
		await open.click();
		await expect(log(page).getByRole("article").filter({ hasText: "第 " }).first()).toBeVisible();
	}
});

/** The server knows it, too. */
const expectRead = (page: Page, customer: Customer): Promise<void> =>
	expect
		.poll(async () => {
			const answer = await page.request.get(`/api/conversations/${await customer.conversationId()}`);
			return (await answer.json()).unread;
		})
		.toBe(0);
