/** The command palette: everything by a few letters, without a mouse. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { composer, field, header, openThread, row } from "@/tests/support/console-page";
import { newCustomer } from "@/tests/support/customer";
import { expect, test } from "@/tests/support/e2e";
import { ownedThread } from "@/tests/support/owned-thread";
import { newAgent } from "@/tests/support/people";

const palette = (page: Page): Locator => page.getByRole("dialog", { name: "命令面板" });
const box = (page: Page): Locator => page.getByRole("combobox", { name: "搜索命令、客户、消息" });
const options = (page: Page, group: string): Locator =>
	palette(page).getByRole("group", { name: group }).getByRole("option");
const chosen = (page: Page): Locator => palette(page).getByRole("option", { selected: true });

/** Opens it by its key, wherever the focus is. */
async function call(page: Page, letters = ""): Promise<void> {
	await expect(async () => {
		if ((await palette(page).count()) === 0) await page.keyboard.press("ControlOrMeta+k");
		await expect(box(page)).toBeFocused({ timeout: 1000 });
	}).toPass();
	await page.keyboard.type(letters);
}

test("by keys alone: an action by initials, a quick reply into the field, a note, the end, and the focus is back each time", async ({
	desk,
	openAs,
}) => {
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	await field(page).fill("写到一半");
	await call(page);
	await expect(palette(page)).toContainText(`会话：${customer.name}`);
	const active = await box(page).getAttribute("aria-activedescendant");
	expect(await chosen(page).getAttribute("id")).toBe(active);
	await page.keyboard.press("ArrowDown");
	await expect(chosen(page)).not.toHaveAttribute("id", active ?? "");
	await page.keyboard.press("ControlOrMeta+k");
	await expect(palette(page)).toHaveCount(0);
	await expect(field(page)).toBeFocused();

	await call(page, "zgts");
	await expect(chosen(page)).toHaveText(/^转给同事/);
	await expect(chosen(page).locator("mark")).toHaveText("转给同事");
	await page.keyboard.press("Enter");
	await expect(page.getByRole("dialog", { name: "分配会话" }).getByRole("combobox")).toBeFocused();
	await page.keyboard.press("Escape");

	await field(page).focus();
	await call(page, "fahuo");
	await expect(options(page, "快捷回复").first()).toContainText("发货时间");
	while (!(await chosen(page).textContent())?.includes("发货时间")) await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Enter");
	await expect(field(page)).toHaveValue(/^写到一半.{5}/s);
	await expect(field(page)).toBeFocused();

	await call(page, "内部备注");
	await page.keyboard.press("Enter");
	await expect(page.getByRole("textbox", { name: "内部备注内容" })).toBeFocused();
	await call(page);
	await expect(options(page, "最近使用").first(), "what was used last stands first").toContainText(
		"写内部备注",
	);
	await page.keyboard.type("jieshu");
	await expect(chosen(page)).toHaveText(/^结束会话/);
	await page.keyboard.press("Enter");
	await expect(page.getByText(`已结束与${customer.name}的会话`)).toBeVisible();
});

test("conversations are found here and on the server, opened, opened in a new tab; views and the look too", async ({
	desk,
	openAs,
}) => {
	const [here, old] = [await newCustomer(desk), await newCustomer(desk)];
	await old.says("旧时的鹡鸰说过的话");
	await old.says("后来的话");
	await here.says("在眼前的鹡鸰");
	const page = await openAs(await newAgent(desk, "面板"));
	await page.goto("/inbox");
	await expect(row(page, here)).toBeVisible();
	await row(page, here).focus();

	await call(page, "鹡鸰");
	await expect(chosen(page)).toContainText(`${here.name}：在眼前的鹡鸰`);
	await expect(options(page, "会话").filter({ hasText: "旧时的鹡鸰" }).locator("mark")).toHaveText("鹡鸰");
	expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
	const tab = page.waitForEvent("popup");
	await page.keyboard.press("ControlOrMeta+Enter");
	await expect(header(await tab)).toContainText(here.name);
	await expect(palette(page)).toHaveCount(0);
	await expect(row(page, here), "the tab that was asked from stays as it was").toBeFocused();

	await call(page, "旧时的鹡鸰");
	await expect(options(page, "会话")).toHaveCount(2);
	await expect(chosen(page)).toContainText("旧时的鹡鸰");
	await page.keyboard.press("Enter");
	await expect(header(page)).toContainText(old.name);
	await expect(page).toHaveURL(new RegExp(`/inbox/${await old.conversationId()}\\?message=\\d+$`));

	await call(page, "daifenpei");
	await expect(chosen(page)).toContainText("待分配会话");
	await page.keyboard.press("Enter");
	await expect(page).toHaveURL(/view=unassigned/);
	await call(page, "shense");
	await page.keyboard.press("Enter");
	await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
	await call(page, "鹡鸰");
	await expect(options(page, "会话").last()).toContainText("在全部消息里搜索“鹡鸰”");
	expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
	while (!(await chosen(page).textContent())?.includes("在全部消息里搜索"))
		await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Enter");
	await expect(page.getByRole("tab", { name: /^消息\s*2$/ })).toBeVisible();
});

test("an input method keeps its Enter; a server that does not answer takes nothing away from what is known here", async ({
	desk,
	openAs,
	trouble,
}) => {
	const customer = await newCustomer(desk);
	await customer.says("你好");
	const page = await openAs("agent");
	await openThread(page, await customer.conversationId());
	await expect(composer(page)).toBeVisible();
	trouble.expect(/api\/search/);
	await page.route(/\/api\/search\?/, (route) => route.abort());
	await call(page);
	const keyboard = await page.context().newCDPSession(page);
	await keyboard.send("Input.imeSetComposition", { text: "zhuan", selectionStart: 5, selectionEnd: 5 });
	await expect(options(page, "当前会话").first()).toContainText("转接微信客服");
	const enter = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 229 };
	await keyboard.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...enter });
	await expect(palette(page)).toBeVisible();
	await keyboard.send("Input.insertText", { text: "转" });
	await expect(palette(page).getByRole("status")).toContainText("搜索没有响应，仅显示本地结果");
	await expect(options(page, "当前会话").first().locator("mark")).toHaveText("转");
	await page.unroute(/\/api\/search\?/);
	await page.keyboard.press("Escape");
	await page.getByRole("button", { name: "命令面板" }).click();
	await page.context().setOffline(true);
	trouble.expect(/ERR_INTERNET_DISCONNECTED/);
	await page.keyboard.type("转接");
	await expect(palette(page).getByRole("status")).toContainText("网络已断开，仅显示本地结果");
	await page.context().setOffline(false);
	await page.keyboard.press("Escape");
	await expect(page.getByRole("button", { name: "命令面板" })).toBeFocused();
});
