/** Quick replies: found by a few letters, filled in, never sent with a blank; and the other ways to send. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { composer, expectStatus, field, header, log, message } from "@/tests/support/console-page";
import { expect, PEOPLE, test } from "@/tests/support/e2e";
import { ownedThread } from "@/tests/support/owned-thread";

test("a few letters of pinyin find a quick reply, Enter puts it in, and undo takes it back", async ({
	desk,
	openAs,
}) => {
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	await field(page).focus();
	await page.keyboard.type("您好 /");
	await expect(options(page).first()).toBeVisible();
	await page.keyboard.type("fhsj");
	await expect(options(page)).toHaveCount(1);
	await expect(options(page)).toContainText("订单物流 · 发货时间");
	await expect(field(page)).toHaveAttribute("aria-activedescendant", /.+/);
	await page.keyboard.press("Enter");
	await expect(list(page)).toHaveCount(0);
	await expect(field(page)).toHaveValue("您好 现货 48 小时内从杭州仓发出，发出后会有短信提醒。");
	await expect(log(page).getByRole("article")).toHaveCount(3);
	await page.keyboard.press("Control+z");
	await expect(field(page)).toHaveValue("您好 /fhsj");
	await page.keyboard.press("Control+Shift+z");
	await page.keyboard.press("Enter");
	await expectStatus(page, "短信提醒", "accepted");
	expect((await customer.heard()).at(-1)).toBe("您好 现货 48 小时内从杭州仓发出，发出后会有短信提醒。");
});

test("what the composer knows is filled in; what it does not is asked for, one after the other, before anything leaves", async ({
	desk,
	openAs,
}) => {
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	await field(page).focus();
	await page.keyboard.type("/hi");
	await expect(options(page).first()).toContainText("问候");
	await page.keyboard.press("Enter");
	await expect(field(page)).toHaveValue(
		`${customer.name}您好，我是${PEOPLE.agent.name}，请问有什么可以帮您？`,
	);
	await field(page).fill("");
	await page.keyboard.type("/bf2");
	await expect(options(page)).toHaveCount(1);
	await page.keyboard.press("Enter");
	expect(await selected(page)).toBe("{{收货城市}}");
	const chips = composer(page).getByRole("list", { name: "还没有填写的内容" }).getByRole("button");
	await expect(chips).toHaveText(["收货城市", "预计天数"]);
	await expect(composer(page)).toContainText("还有 2 处没有填写");
	await page.keyboard.press("Enter");
	await expect(log(page).getByRole("article")).toHaveCount(3);
	await page.keyboard.type("上海");
	await page.keyboard.press("Tab");
	expect(await selected(page)).toBe("{{预计天数}}");
	await page.keyboard.press("Control+Enter");
	await expect(log(page).getByRole("article")).toHaveCount(3);
	await page.keyboard.type("两");
	await expect(chips).toHaveCount(0);
	await page.keyboard.press("Enter");
	await expectStatus(page, "上海一般两天到", "accepted");
	expect((await customer.heard()).at(-1)).toBe("顺丰从杭州仓发，上海一般两天到。");
});

test("Ctrl+Enter sends it at once and leaves the rest of what is written; Escape leaves it at the letters", async ({
	desk,
	openAs,
}) => {
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	await field(page).focus();
	await page.keyboard.type("我再看看 /sd");
	await expect(options(page)).toHaveCount(1);
	await page.keyboard.press("Control+Enter");
	await expectStatus(page, "您稍等，我核实一下", "accepted");
	await expect(field(page)).toHaveValue("我再看看 ");
	expect((await customer.heard()).at(-1)).toBe("您稍等，我核实一下，马上回复您。");

	await page.keyboard.type("/s");
	await expect(list(page)).toBeVisible();
	await page.keyboard.press("Escape");
	await expect(list(page)).toHaveCount(0);
	await page.keyboard.type("d");
	await expect(list(page)).toHaveCount(0);
	await expect(field(page)).toBeFocused();
	await expect(page).toHaveURL(/\/inbox\/./);
});

test("the keys of an input method are its own while the list is open", async ({ desk, openAs }) => {
	const { page } = await ownedThread(desk, await openAs("agent"));
	const keyboard = await page.context().newCDPSession(page);
	await field(page).focus();
	await page.keyboard.type("／");
	await expect(list(page)).toBeVisible();
	for (const text of ["b", "bu", "bu'f"])
		await keyboard.send("Input.imeSetComposition", {
			text,
			selectionStart: text.length,
			selectionEnd: text.length,
		});
	for (const key of ["ArrowDown", "Enter", "Escape"]) {
		const event = { key, code: key, windowsVirtualKeyCode: 229 };
		await keyboard.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...event });
		await keyboard.send("Input.dispatchKeyEvent", { type: "keyUp", ...event });
	}
	await expect(field(page)).toHaveValue("／bu'f");
	await keyboard.send("Input.insertText", { text: "补发" });
	await expect(options(page).first()).toContainText("破损补发");
	await page.keyboard.press("ArrowDown");
	await expect(options(page).nth(1)).toHaveAttribute("aria-selected", "true");
	await page.keyboard.press("ArrowUp");
	await page.keyboard.press("Enter");
	await expect(list(page)).toHaveCount(0);
	await expect(field(page)).not.toHaveValue(/／/);
});

test("the Chinese comma of the slash key opens it only where a line begins", async ({ desk, openAs }) => {
	const { page } = await ownedThread(desk, await openAs("agent"));
	await field(page).focus();
	await page.keyboard.insertText("苹果、");
	await expect(list(page)).toHaveCount(0);
	await page.keyboard.press("Shift+Enter");
	await page.keyboard.insertText("、");
	await expect(list(page)).toBeVisible();
	await page.keyboard.type("sd");
	await expect(options(page)).toHaveCount(1);
	await page.keyboard.press("Tab");
	await expect(field(page)).toHaveValue("苹果、\n您稍等，我核实一下，马上回复您。");
});

test("where nothing fits Enter makes one of one's own, which nobody else sees", async ({ desk, openAs }) => {
	const { id, page } = await ownedThread(desk, await openAs("agent"));
	await field(page).focus();
	await page.keyboard.type("/周年庆");
	await expect(composer(page)).toContainText("没有匹配的快捷回复，回车新建");
	await page.keyboard.press("Enter");
	const dialog = page.getByRole("dialog", { name: "新建快捷回复" });
	await expect(dialog.getByRole("textbox", { name: "名称" })).toHaveValue("周年庆");
	await dialog.getByRole("textbox", { name: "名称" }).press("Enter");
	await expect(dialog.getByRole("alert")).toContainText("名称和内容要填写");
	await dialog.getByRole("textbox", { name: "内容" }).fill("周年庆全场九折。");
	await dialog.getByRole("button", { name: "保存" }).click();
	await expect(dialog).toHaveCount(0);
	await expect(field(page)).toHaveValue("周年庆全场九折。");
	await expect(field(page)).toBeFocused();
	await field(page).fill("/znq");
	await expect(options(page)).toHaveCount(1);
	await expect(options(page)).toContainText("我的");

	const other = await openAs("agent2");
	await other.request.put(`/api/conversations/${id}/take-over`, { data: {} });
	const { items } = await (await other.request.get("/api/quick-replies")).json();
	expect(items.filter(({ title }: { title: string }) => title === "周年庆")).toEqual([]);
});

test("send and close: by the keys or the menu, everything arrives and the conversation is closed", async ({
	desk,
	openAs,
}) => {
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	await field(page).fill("再见");
	await field(page).press("Control+Shift+Enter");
	await expect(composer(page)).toContainText("会话已结束");
	await expectStatus(page, "再见", "accepted");
	expect((await customer.heard()).at(-1)).toBe("再见");

	await customer.says("还有一件事");
	await page.request.put(`/api/conversations/${await customer.conversationId()}/mode`, {
		data: { mode: "agent" },
	});
	await expect(field(page)).toBeVisible();
	await field(page).fill("好的，再见");
	await composer(page).getByRole("button", { name: "更多选项" }).press("Enter");
	await page.getByRole("menuitem", { name: "发送并结束会话" }).press("Enter");
	await expect(composer(page)).toContainText("会话已结束");
	await expectStatus(page, "好的，再见", "accepted");
});

test("send and close leaves open what could not be sent", async ({ desk, openAs, trouble }) => {
	trouble.expect(/answer 422: POST .*\/messages/);
	const { page } = await ownedThread(desk, await openAs("agent"));
	await page.route("**/messages", (route) =>
		route.request().method() === "POST"
			? route.fulfill({
					status: 422,
					json: { error: { code: "window_closed", message: "", requestId: "" } },
				})
			: route.continue(),
	);
	await field(page).fill("再见");
	await field(page).press("Control+Shift+Enter");
	await expectStatus(page, "再见", "refused");
	await expect(header(page).getByRole("button", { name: "结束", exact: true })).toBeVisible();
	await expect(field(page)).toBeVisible();
});

test("more than the window allows: what fits leaves now, the rest when the customer writes", async ({
	desk,
	openAs,
}) => {
	const { customer, id, page } = await ownedThread(desk, await openAs("agent"));
	for (let count = 0; count < 4; count++) {
		const data = { clientKey: `k${count}`, type: "text", text: `第 ${count} 条` };
		await page.request.post(`/api/conversations/${id}/messages`, { data });
	}
	await expect(header(page)).toContainText("还可发 1 条");
	const chosen = page.waitForEvent("filechooser");
	await composer(page).getByRole("button", { name: "添加图片" }).click();
	const pixel = Buffer.from(
		"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
		"base64",
	);
	await (await chosen).setFiles([{ name: "a.png", mimeType: "image/png", buffer: pixel }]);
	await field(page).fill("图在上面");
	await expect(composer(page).getByRole("alert")).toContainText("共 2 条，现在只能再发 1 条");
	await composer(page).getByRole("button", { name: "更多选项" }).click();
	await page.getByRole("menuitem", { name: "先发 1 条，其余待发" }).click();
	await expectStatus(page, "图在上面", "held");
	await customer.says("看到了");
	await expectStatus(page, "图在上面", "accepted");
});

test("who asked for it sends with Ctrl+Enter, and Enter breaks the line", async ({ desk, openAs }) => {
	const page = await openAs("agent");
	await page.request.put("/api/me/preferences", { data: { sendKey: "mod_enter" } });
	try {
		await ownedThread(desk, page);
		await page.waitForLoadState("networkidle");
		await field(page).focus();
		await page.keyboard.type("one");
		await page.keyboard.press("Enter");
		await page.keyboard.type("two");
		await expect(field(page)).toHaveValue("one\ntwo");
		await page.keyboard.press("Control+Enter");
		await expect(message(page, "one")).toBeVisible();
		await expect(field(page)).toHaveValue("");
	} finally {
		await page.request.put("/api/me/preferences", { data: { sendKey: "enter" } });
	}
});

for (const [look, setting] of Object.entries({
	"light, 1440 wide": { colorScheme: "light", viewport: { width: 1440, height: 900 } },
	"dark, 390 wide": { colorScheme: "dark", viewport: { width: 390, height: 844 } },
} as const))
	test(`the list and the blanks are sound: ${look}`, async ({ desk, openAs }) => {
		const { page } = await ownedThread(desk, await openAs("agent", setting));
		await composer(page).getByRole("button", { name: "快捷回复" }).click();
		await expect(options(page).first()).toBeVisible();
		await expectSound(page);
		await page.keyboard.type("bf2");
		await expect(options(page)).toHaveCount(1);
		await options(page).click();
		await expect(composer(page)).toContainText("还有 2 处没有填写");
		await expectSound(page);
	});

const list = (page: Page): Locator => page.getByRole("listbox", { name: "快捷回复" });
const options = (page: Page): Locator => list(page).getByRole("option");

const selected = (page: Page): Promise<string> =>
	field(page).evaluate((element: HTMLTextAreaElement) =>
		element.value.slice(element.selectionStart, element.selectionEnd),
	);

/** No fault that axe knows, and nothing beyond the sides. */
async function expectSound(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).include("#composer").analyze();
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\n")}`)).toEqual([]);
	const wide = () => document.documentElement.scrollWidth > window.innerWidth;
	expect(await page.evaluate(wide), "the page scrolls sideways").toBe(false);
}
