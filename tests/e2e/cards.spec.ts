/** Cards and links: found in the library, filled in, looked at, and sent like any reply. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import sharp from "sharp";
import type { Desk } from "@/tests/support/browser-desk";
import { composer, expectStatus, field, header } from "@/tests/support/console-page";
import type { Customer } from "@/tests/support/customer";
import { expect, test } from "@/tests/support/e2e";
import { type OwnedThread, ownedThread } from "@/tests/support/owned-thread";
import type { Json } from "@/tests/support/simulator";

test("a card of the library is found, filled in and sent without the mouse, and its blanks hold it up", async ({
	desk,
	openAs,
}) => {
	const { id, customer, page } = await shopThread(desk, await openAs("agent"));
	await know(page, id, { 商品: "手作陶瓷杯" });
	await field(page).fill("写到一半");
	await page.keyboard.press("Alt+KeyP");
	const dialog = picker(page);
	const search = dialog.getByRole("combobox", { name: "搜索标题或路径" });
	await expect(search).toBeFocused();
	await page.keyboard.type("补发");
	await expect(dialog.getByRole("option")).toHaveCount(1);
	await expect(dialog.getByRole("option", { name: /补发单详情/, selected: true })).toBeVisible();
	await expect(dialog).toContainText("发送后剩 4 条");
	await expect(dialog.getByRole("status")).toHaveText("先填写补发单号");

	await page.keyboard.press("Control+Enter");
	await expect(dialog.getByRole("textbox", { name: "补发单号" })).toBeFocused();
	await expect(dialog.getByRole("textbox", { name: "补发单号" })).toHaveAttribute("aria-invalid", "true");
	await expect(dialog.getByText("先填写补发单号").last()).toBeInViewport({ ratio: 1 });
	await page.keyboard.type("20261120-0317");
	// What is known of the customer stands there already, and says so until it is changed.
	await expect(preview(dialog)).toContainText("补发单 20261120-0317：手作陶瓷杯");
	await expect(dialog.getByText("自动填入")).toHaveCount(1);
	await dialog.getByRole("textbox", { name: "商品" }).fill("");
	await expect(dialog.getByText("自动填入")).toHaveCount(0);
	await page.keyboard.press("Control+Enter");
	await expect(dialog.getByRole("textbox", { name: "商品" })).toBeFocused();
	await page.keyboard.type("手作陶瓷杯 1 只");
	await expect(preview(dialog)).toContainText("补发单 20261120-0317：手作陶瓷杯 1 只");
	await page.keyboard.press("Control+Enter");
	await expect(dialog).toHaveCount(0);
	await expect(field(page)).toBeFocused();
	await expect(field(page)).toHaveValue("写到一半");
	await expectStatus(page, "补发单 20261120-0317", "accepted");
	expect(await lastOnPhone(customer)).toMatchObject({
		type: "miniprogrampage",
		title: "补发单 20261120-0317：手作陶瓷杯 1 只",
	});
	await expect(header(page)).toContainText("还可发 4 条");
	await page.keyboard.press("Alt+KeyP");
	for (const name of ["补发单号", "商品"]) await dialog.getByRole("textbox", { name }).fill("1");
	await expect(dialog).toContainText(/封面素材 [23] 天后过期，发送时自动续传/);
});

test("the arrows walk the grid, Enter puts the card to the field, where it waits for the text, over a reload too", async ({
	desk,
	openAs,
}) => {
	const { customer, page } = await shopThread(desk, await openAs("agent"));
	await composer(page).getByRole("button", { name: "小程序卡片" }).click();
	const dialog = picker(page);
	const options = dialog.getByRole("option");
	await expect(options).toHaveCount(4);
	await dialog.getByRole("button", { name: /^商品/ }).click();
	await expect(options).toHaveCount(1);
	await dialog.getByRole("button", { name: /^全部模板/ }).click();
	const names = await options.evaluateAll((all) => all.map((option) => option.textContent ?? ""));
	await dialog.getByRole("listbox", { name: "模板" }).focus();
	const chosen = () => options.and(dialog.locator("[aria-selected=true]"));
	await page.keyboard.press("ArrowRight");
	await expect(chosen()).toHaveText(names[1] ?? "");
	await page.keyboard.press("End");
	await expect(chosen()).toHaveText(names[3] ?? "");
	await page.keyboard.press("ArrowUp");
	await expect(chosen()).toHaveText(names[0] ?? "");
	await dialog.getByRole("combobox", { name: "搜索标题或路径" }).focus();
	await dialog.getByRole("option", { name: /陶瓷杯/ }).click();
	await expect(dialog.getByRole("combobox", { name: "搜索标题或路径" })).toBeFocused();
	await dialog.getByRole("listbox", { name: "模板" }).press("Enter");
	await expect(dialog).toHaveCount(0);

	await expect(tiles(page)).toHaveCount(1);
	await expect(tiles(page)).toContainText("手作陶瓷杯 2 只装");
	await page.reload();
	await expect(tiles(page)).toHaveCount(1);
	await field(page).fill("您看看这个");
	await expect(composer(page)).toContainText("分 2 条发送，占 2 条额度");
	await field(page).press("Enter");
	await expect(tiles(page)).toHaveCount(0);
	await expectStatus(page, "您看看这个", "accepted");
	await expectStatus(page, "手作陶瓷杯 2 只装", "accepted");
	const { items } = await customer.phone();
	const ours = items.filter(({ from }: Json) => from === "api").slice(-2);
	expect(ours.map(({ type }: Json) => type)).toEqual(["miniprogrampage", "text"]);
});

test("a link written by hand is seen while it is written, held to WeChat's lengths, and sent", async ({
	desk,
	openAs,
}) => {
	const { customer, page } = await shopThread(desk, await openAs("agent"));
	await field(page).focus();
	await page.keyboard.press("Alt+KeyL");
	const dialog = picker(page, "发送图文链接");
	await dialog.getByRole("button", { name: "临时链接" }).click();
	const title = dialog.getByRole("textbox", { name: "标题" });
	await expect(title).toBeFocused();
	await title.fill("好".repeat(22));
	await expect(dialog).toContainText("66 / 64 字节");
	await expect(preview(dialog)).toContainText("好".repeat(22));
	await page.keyboard.press("Control+Enter");
	await expect(dialog.getByRole("alert")).toHaveText("标题超出 2 字节，最多 64 字节");
	await title.fill("退换货说明");
	await dialog.getByRole("textbox", { name: "描述" }).fill("七天内可以退");
	await dialog.getByRole("textbox", { name: "网址", exact: true }).fill("example.com");
	await dialog.getByRole("textbox", { name: "图片网址" }).fill("https://example.com/a.png");
	await expect(dialog.getByRole("status")).toHaveText("网址没有写完整");
	await dialog.getByRole("textbox", { name: "网址", exact: true }).fill("https://example.com/returns");
	await dialog.getByRole("button", { name: "发送链接" }).click();
	await expectStatus(page, "退换货说明", "accepted");
	expect(await lastOnPhone(customer)).toMatchObject({ type: "link", title: "退换货说明" });
});

test("an administrator puts a template into the library from here, an agent is not asked to, and it is sent", async ({
	desk,
	openAs,
}) => {
	const { customer, page } = await shopThread(desk, await openAs("admin"));
	await field(page).press("Alt+KeyP");
	const dialog = picker(page);
	await dialog.getByRole("button", { name: "新建模板" }).click();
	const form = page.getByRole("dialog", { name: "新建模板" });
	await expect(form.getByRole("textbox", { name: "模板名称" })).toBeFocused();
	await page.keyboard.type("到货提醒");
	await form.getByRole("textbox", { name: "标题" }).fill("{{商品}}到货了");
	await form.getByRole("textbox", { name: "页面路径" }).fill("pages/goods/back?id={{商品}}");
	await form.getByRole("button", { name: "保存" }).click();
	await expect(form.getByRole("alert").filter({ hasText: "先选择封面" })).toBeVisible();
	const chosen = page.waitForEvent("filechooser");
	await form.getByRole("button", { name: "选择封面" }).click();
	await (await chosen).setFiles([{ name: "a.png", mimeType: "image/png", buffer: await cover() }]);
	await expect(form.getByRole("button", { name: "换一张封面" })).toBeVisible();
	await expectSound(page, "[role=dialog]");
	await form.getByRole("button", { name: "保存" }).click();
	await expect(form).toHaveCount(0);
	await expect(dialog.getByRole("option", { name: /到货提醒/, selected: true })).toBeVisible();
	await dialog.getByRole("textbox", { name: "商品" }).fill("青釉杯");
	await page.keyboard.press("Control+Enter");
	await expectStatus(page, "青釉杯到货了", "accepted");
	expect(await lastOnPhone(customer)).toMatchObject({ type: "miniprogrampage", title: "青釉杯到货了" });

	const agent = await openAs("agent");
	await shopThread(desk, agent);
	await field(agent).press("Alt+KeyP");
	await expect(picker(agent).getByRole("option", { name: /到货提醒/ })).toBeVisible();
	await expect(picker(agent).getByRole("button", { name: "新建模板" })).toHaveCount(0);
	await desk.sql("DELETE FROM cards WHERE name = '到货提醒'");
});

test("the picker says what it has not: loading, failed, nothing there, nothing found", async ({
	desk,
	openAs,
	trouble,
}) => {
	trouble.expect(/answer 500: GET .*\/api\/cards/);
	const { page } = await shopThread(desk, await openAs("agent"));
	let answer: "wait" | "fail" | "none" = "wait";
	let goOn = () => {};
	const waiting = new Promise<void>((resolve) => {
		goOn = resolve;
	});
	await page.route(/\/api\/cards\?/, async (route) => {
		if (answer === "wait") await waiting;
		if (answer === "fail") {
			answer = "none";
			return route.fulfill({
				status: 500,
				json: { error: { code: "internal", message: "", requestId: "" } },
			});
		}
		return route.fulfill({ json: { items: [], nextCursor: null } });
	});
	await composer(page).getByRole("button", { name: "小程序卡片" }).click();
	const dialog = picker(page);
	await expect(dialog.getByText("正在加载模板")).toBeAttached();
	await expect(dialog.getByRole("button", { name: /发送卡片/ })).toBeDisabled();
	answer = "fail";
	goOn();
	await expect(dialog.getByRole("alert")).toContainText("模板没有加载出来");
	await dialog.getByRole("button", { name: "重试" }).click();
	await expect(dialog).toContainText("还没有卡片模板");
	await page.unroute(/\/api\/cards\?/);
	await page.keyboard.press("Escape");
	await page.reload();
	await composer(page).getByRole("button", { name: "小程序卡片" }).click();
	await dialog.getByRole("combobox").fill("没有这样的");
	await expect(dialog).toContainText("没有匹配的模板");
	await dialog.getByRole("button", { name: "显示全部模板" }).click();
	await expect(dialog.getByRole("option")).toHaveCount(4);
});

test("an emoji goes to the cursor, is found by its Chinese name, comes from our own server and is remembered", async ({
	desk,
	openAs,
}) => {
	const { page } = await shopThread(desk, await openAs("agent"));
	const strangers: string[] = [];
	page.on("request", (request) => {
		if (!request.url().startsWith(desk.app.url)) strangers.push(request.url());
	});
	await field(page).fill("好的谢谢");
	await field(page).press("Home");
	for (let step = 0; step < 2; step++) await page.keyboard.press("ArrowRight");
	await composer(page).getByRole("button", { name: "表情" }).press("Enter");
	const panel = page.getByRole("dialog", { name: "表情" });
	await panel.getByRole("searchbox", { name: "搜索表情" }).fill("玫瑰");
	await expect(panel.getByRole("gridcell").first()).toContainText("🌹");
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("Enter");
	await expect(panel).toHaveCount(0);
	await expect(field(page)).toBeFocused();
	await expect(field(page)).toHaveValue("好的🌹谢谢");
	await page.keyboard.press("Control+z");
	await expect(field(page)).toHaveValue("好的谢谢");

	await composer(page).getByRole("button", { name: "表情" }).click();
	await panel.getByRole("list", { name: "最近使用" }).getByRole("button", { name: "🌹" }).click();
	await expect(field(page)).toHaveValue("好的🌹谢谢");
	expect(strangers).toEqual([]);
});

for (const [look, options] of Object.entries({
	"light, 1440 wide": { colorScheme: "light", viewport: { width: 1440, height: 900 } },
	"dark, 390 wide": { colorScheme: "dark", viewport: { width: 390, height: 844 } },
} as const))
	test(`the picker and the emoji are sound: ${look}`, async ({ desk, openAs }) => {
		const { page } = await shopThread(desk, await openAs("agent", options));
		const phone = options.viewport.width < 640;
		if (phone) {
			await composer(page).getByRole("button", { name: "更多工具" }).click();
			await page.getByRole("menuitem", { name: "小程序卡片" }).click();
		} else await composer(page).getByRole("button", { name: "小程序卡片" }).click();
		await expect(picker(page).getByRole("option")).toHaveCount(4);
		await picker(page).getByRole("option").nth(1).click();
		await expectSound(page, "[role=dialog]");
		await picker(page).getByRole("button", { name: "临时卡片" }).click();
		await expectSound(page, "[role=dialog]");
		await page.keyboard.press("Escape");
		await expect(picker(page)).toHaveCount(0);
		if (phone) return;
		await composer(page).getByRole("button", { name: "表情" }).click();
		await expect(page.getByRole("gridcell").first()).toBeVisible();
		await expectSound(page, "#composer");
	});

const cover = (): Promise<Buffer> =>
	sharp({ create: { width: 250, height: 200, channels: 3, background: "teal" } })
		.png()
		.toBuffer();

async function know(page: Page, conversationId: string, attributes: Record<string, string>): Promise<void> {
	const { customer } = await (await page.request.get(`/api/conversations/${conversationId}`)).json();
	const answer = await page.request.patch(`/api/customers/${customer.id}`, { data: { attributes } });
	expect(answer.status()).toBe(200);
}

const picker = (page: Page, name = "选择小程序卡片"): Locator => page.getByRole("dialog", { name });
const preview = (dialog: Locator): Locator => dialog.getByRole("region", { name: "微信中的样子" });
const tiles = (page: Page): Locator =>
	composer(page).getByRole("list", { name: "要发送的卡片" }).getByRole("listitem");

/** A customer of the shop whose library the demo fills. */
const shopThread = (desk: Desk, page: Page): Promise<OwnedThread> => ownedThread(desk, page, "demo-mini");

async function lastOnPhone(customer: Customer): Promise<Json> {
	const { items } = await customer.phone();
	return items.filter(({ from }: Json) => from === "api").at(-1);
}

/** No fault that axe knows, and nothing beyond the sides. */
async function expectSound(page: Page, part: string): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).include(part).analyze();
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\n")}`)).toEqual([]);
	const wide = () => document.documentElement.scrollWidth > window.innerWidth;
	expect(await page.evaluate(wide), "the page scrolls sideways").toBe(false);
}
