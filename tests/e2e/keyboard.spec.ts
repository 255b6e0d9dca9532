/** The console without a mouse. */
import type { Locator, Page } from "@playwright/test";
import { composer, expectStatus, field, header, openThread, row } from "@/tests/support/console-page";
import { newCustomer } from "@/tests/support/customer";
import { expect, test } from "@/tests/support/e2e";
import { ownedThread } from "@/tests/support/owned-thread";
import { newAgent } from "@/tests/support/people";
import { pressUntil } from "@/tests/support/press-until";

test("sign in, walk through the list, open, answer, go back and on to the next, all by keys", async ({
	desk,
	openAs,
	page,
}) => {
	const person = await newAgent(desk, "键盘");
	const elsewhere = await openAs(person);
	const [later, sooner] = [await newCustomer(desk), await newCustomer(desk)];
	for (const customer of [later, sooner]) {
		await customer.says("转人工");
		await elsewhere.request.post(`/api/conversations/${await customer.conversationId()}/claim`);
	}
	await sooner.says("我先来");

	await page.goto("/sign-in");
	await tabTo(page, page.getByLabel("邮箱"));
	await page.keyboard.type(person.email);
	await tabTo(page, page.getByLabel("密码", { exact: true }));
	await page.keyboard.type(person.password);
	await page.keyboard.press("Enter");
	await expect(page).toHaveURL(/\/inbox$/);
	await pressUntil(page, "1", () => expect(page).toHaveURL(/view=mine/, { timeout: 500 }));
	await expect(row(page, sooner)).toBeVisible();

	await page.keyboard.press("j");
	await expect(row(page, sooner)).toBeFocused();
	await page.keyboard.press("j");
	await expect(row(page, later)).toBeFocused();
	await page.keyboard.press("k");
	await expect(row(page, sooner)).toBeFocused();
	await page.keyboard.press("Enter");
	await expect(header(page)).toContainText(sooner.name);
	await expect(field(page)).toBeVisible();
	await page.keyboard.press("r");
	await expect(field(page)).toBeFocused();
	// Letters that are keys elsewhere are letters here.
	await page.keyboard.type("jket? 1 ok");
	await page.keyboard.press("Enter");
	await expectStatus(page, "jket? 1 ok", "accepted");
	await expect(field(page)).toBeFocused();
	await page.keyboard.press("Escape");
	await expect(row(page, sooner)).toBeFocused();

	await page.keyboard.press("Shift+J");
	await expect(row(page, later), "the next that is not read").toBeFocused();
	await page.keyboard.press("Enter");
	await expect(header(page)).toContainText(later.name);
	await page.keyboard.press("Enter");
	await expect(field(page)).toBeFocused();
	expect((await sooner.heard()).at(-1)).toBe("jket? 1 ok");
});

test("dialogs and menus take the keys while they are open, give the focus back, and Escape does nothing else", async ({
	desk,
	openAs,
}) => {
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	await row(page, customer).focus();
	await pressUntil(page, "?", () =>
		expect(page.getByRole("dialog", { name: "键盘快捷键" })).toBeVisible({ timeout: 500 }),
	);
	await page.keyboard.press("e");
	await page.keyboard.press("Escape");
	await expect(page.getByRole("dialog")).toHaveCount(0);
	await expect(row(page, customer)).toBeFocused();
	await expect(field(page), "E ended nothing").toBeVisible();

	// Opened from a menu, which is gone by then: back to the button of the menu.
	const account = page.getByRole("button", { name: "林晓的账号" });
	await account.press("Enter");
	await page.getByRole("menuitem", { name: "查看全部快捷键" }).press("Enter");
	await expect(page.getByRole("dialog", { name: "键盘快捷键" })).toBeVisible();
	await page.keyboard.press("Escape");
	await expect(account).toBeFocused();
	await account.press("Enter");
	await page.getByRole("menuitem", { name: "查看全部快捷键" }).press("Enter");
	await page.getByRole("button", { name: "自定义" }).press("Enter");
	await expect(
		page.getByRole("dialog", { name: "偏好设置" }).getByRole("tab", { name: "键盘" }),
	).toHaveAttribute("aria-selected", "true");
	await page.keyboard.press("Escape");
	await expect(page.getByRole("dialog")).toHaveCount(0);

	await row(page, customer).focus();
	await page.keyboard.press("m");
	await page.keyboard.press("x");
	await expect(page.getByRole("alertdialog", { name: "转接给微信客服？" })).toBeVisible();
	await page.keyboard.press("Escape");
	await expect(page.getByRole("alertdialog")).toHaveCount(0);
	await expect(row(page, customer)).toBeFocused();
	await expect(header(page).getByRole("radio", { name: "人工" })).toBeChecked();

	// The arrows only walk past the modes: a mode is chosen by Enter or Space.
	await header(page).getByRole("radio", { name: "人工" }).focus();
	await page.keyboard.press("ArrowRight");
	await expect(header(page).getByRole("radio", { name: "转接微信客服" })).toBeFocused();
	await expect(header(page).getByRole("radio", { name: "人工" })).toBeChecked();

	await row(page, customer).focus();
	await page.keyboard.press("/");
	await expect(page.getByRole("textbox", { name: "搜索会话" })).toBeFocused();
	await page.keyboard.press("Escape");
	await page.keyboard.press("e");
	await expect(composer(page)).toContainText("会话已结束");
});

test("single keys can be switched off, for those who speak to their computer", async ({ desk, openAs }) => {
	const customer = await newCustomer(desk);
	await customer.says("你好");
	const page = await openAs(await newAgent(desk, "按键"));
	await openThread(page, await customer.conversationId());
	await page.getByRole("button", { name: "按键的账号" }).click();
	await page.getByRole("menuitemcheckbox", { name: "单键快捷键" }).click();
	await page.keyboard.press("Escape");
	await expect(page.getByRole("menu")).toHaveCount(0);
	await page.keyboard.press("t");
	await page.keyboard.press("?");
	await expect(page.getByRole("dialog")).toHaveCount(0);
	await expect(composer(page)).toContainText("机器人正在接待");
});

/** Presses Tab until this has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
	for (let presses = 0; presses < 20; presses++) {
		if (await target.evaluate((element) => element === document.activeElement)) return;
		await page.keyboard.press("Tab");
	}
	throw new Error("20 presses of Tab do not lead there");
}
