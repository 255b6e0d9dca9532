/** Search over all history, in the place of the list. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { header, row } from "@/tests/support/console-page";
import { newCustomer } from "@/tests/support/customer";
import { expect, test } from "@/tests/support/e2e";
import { newAgent } from "@/tests/support/people";

const field = (page: Page): Locator => page.getByRole("textbox", { name: "搜索会话" });
const hits = (page: Page, kind: "客户" | "消息" | "备注"): Locator =>
	page.getByRole("list", { name: kind, exact: true }).getByRole("link");
const tab = (page: Page, name: RegExp): Locator => page.getByRole("tab", { name });

test("one character, two, a Latin word, an order number, an openid and a note are found, with their context, by keys alone", async ({
	desk,
	openAs,
}) => {
	const customer = await newCustomer(desk);
	await customer.says("我的鼋鼍什么时候到，订单 20261119088213");
	await customer.says("Do you ship to Wuzhishan?");
	const id = await customer.conversationId();
	const page = await openAs(await newAgent(desk, "搜索"));
	const note = { clientKey: "n1", type: "note", text: "仓库确认鼋鼍有货" };
	expect((await page.request.post(`/api/conversations/${id}/messages`, { data: note })).status()).toBe(201);
	await page.goto("/inbox");
	await row(page, customer).focus();

	await page.keyboard.press("/");
	await expect(field(page)).toBeFocused();
	for (const [words, marked] of [
		["鼋", "鼋"],
		["鼋鼍", "鼋鼍"],
		["wuzhi", "Wuzhi"],
		["9088213", "9088213"],
	] as const) {
		await field(page).fill(words);
		await expect(hits(page, "消息").first().locator("mark")).toHaveText(marked);
		await expect(hits(page, "消息")).toHaveCount(1);
	}
	await field(page).fill(customer.openid);
	await expect(hits(page, "客户")).toHaveCount(1);
	await expect(hits(page, "客户")).toContainText(customer.name);
	await expect(hits(page, "客户").locator("mark")).toHaveText(customer.openid);

	await field(page).fill("鼋鼍");
	await expect(hits(page, "备注")).toContainText("搜索：仓库确认鼋鼍有货");
	await expect(hits(page, "消息")).toContainText("我的鼋鼍什么时候到");
	expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

	await page.keyboard.press("ArrowDown");
	await expect(hits(page, "消息")).toBeFocused();
	await page.keyboard.press("j");
	await expect(hits(page, "备注")).toBeFocused();
	await page.keyboard.press("k");
	await page.keyboard.press("Enter");
	const [message] = await desk.sql(
		"SELECT id::text FROM messages WHERE conversation_id = $1 AND content ->> 'text' LIKE '我的鼋鼍%'",
		[id],
	);
	await expect(page).toHaveURL(new RegExp(`/inbox/${id}\\?.*message=${message.id}$`));
	await expect(header(page)).toContainText(customer.name);
	await expect(hits(page, "消息")).toHaveAttribute("aria-current", "true");

	await page.reload();
	await expect(field(page)).toHaveValue("鼋鼍");
	await expect(hits(page, "消息")).toHaveAttribute("aria-current", "true");
	await page.goBack();
	await expect(field(page)).toHaveValue("鼋鼍");
	await expect(page).not.toHaveURL(/message=/);

	await hits(page, "消息").focus();
	await page.keyboard.press("Escape");
	await expect(field(page)).toHaveValue("");
	await expect(page.getByRole("tab")).toHaveCount(0);
	await expect(page).not.toHaveURL(/q=/);
	await expect(page.getByRole("list", { name: "会话", exact: true }).getByRole("link").first()).toBeVisible();
	await page.goto("/inbox");
	await row(page, customer).focus();
	await page.keyboard.press("/");
	await page.keyboard.type("鼋");
	await expect(hits(page, "消息")).toHaveCount(1);
	await page.keyboard.press("Escape");
	await expect(row(page, customer), "where the search began").toBeFocused();
});

test("older hits come page by page, and every one has its place", async ({ desk, openAs }) => {
	const customer = await newCustomer(desk);
	await customer.says("你好");
	await desk.sql(
		`INSERT INTO messages (conversation_id, seq, direction, type, content, status, author_kind, change_id)
			SELECT $1, 1000 + n, 'in', 'text', jsonb_build_object('type', 'text', 'text', '狻猊' || n), 'received', 'customer', 1
			FROM generate_series(1, 50) n`,
		[await customer.conversationId()],
	);
	const page = await openAs("agent");
	await page.goto(`/inbox?q=${encodeURIComponent("狻猊")}`);
	await expect(hits(page, "消息")).toHaveCount(6);
	await page
		.getByRole("region", { name: "消息", exact: true })
		.getByRole("button", { name: "查看全部" })
		.click();
	await expect(tab(page, /^消息/)).toHaveAttribute("aria-selected", "true");
	await expect(page).toHaveURL(/kind=messages/);
	await hits(page, "消息").first().focus();
	await expect(hits(page, "消息").first()).toContainText("狻猊50");
	await expect(async () => {
		await page.keyboard.press("End");
		await expect(hits(page, "消息").filter({ hasText: /狻猊1$/ })).toBeFocused({ timeout: 500 });
	}).toPass();
	await expect(tab(page, /^消息/)).toHaveText("消息50");
	await expect(
		page.getByRole("list", { name: "消息", exact: true }).getByRole("listitem").last(),
	).toHaveAttribute("aria-posinset", "50");
	expect(await hits(page, "消息").count(), "what is out of sight is not drawn").toBeLessThan(40);
});

test("nothing is asked while an input method composes, and a late answer to an old question is dropped", async ({
	desk,
	openAs,
}) => {
	const customer = await newCustomer(desk);
	await customer.says("貔貅在此");
	await customer.says("貔貅貔虎");
	const page = await openAs("agent");
	const asked: string[] = [];
	let release = () => {};
	const held = new Promise<void>((resolve) => {
		release = resolve;
	});
	await page.route(/\/api\/search\?/, async (route) => {
		const q = new URL(route.request().url()).searchParams.get("q") ?? "";
		asked.push(q);
		if (q === "貔") await held;
		await route.continue();
	});
	await page.goto("/inbox");
	await field(page).focus();
	const keyboard = await page.context().newCDPSession(page);
	await keyboard.send("Input.imeSetComposition", { text: "pi'xiu", selectionStart: 6, selectionEnd: 6 });
	await expect(field(page)).toHaveValue("pi'xiu");
	await keyboard.send("Input.insertText", { text: "貔" });
	await expect.poll(() => asked).toContain("貔");
	await expect(page.getByRole("tab", { name: /^消息/ })).toBeVisible();
	await field(page).fill("貔虎");
	await expect(hits(page, "消息").locator("mark")).toHaveText(["貔虎"]);
	release();
	await field(page).fill("貔虎 ");
	await expect(hits(page, "消息")).toHaveCount(1);
	await expect(hits(page, "消息").locator("mark")).toHaveText(["貔虎"]);
	expect(new Set(asked)).toEqual(new Set(["貔", "貔虎"]));
});

test("nothing found names the conditions and drops one; a search that failed is tried again", async ({
	desk,
	openAs,
	trouble,
}) => {
	const customer = await newCustomer(desk, "demo-mini");
	await customer.says("饕餮盛宴");
	const page = await openAs("agent");
	await page.goto(`/inbox?channel=demo-json&q=${encodeURIComponent("饕餮")}`);
	const section = page.getByRole("region", { name: "会话列表" });
	await expect(section).toContainText("没有符合条件的结果");
	await expect(section).toContainText("栗子门店、饕餮");
	await section.getByRole("tabpanel").getByRole("button", { name: "去掉“栗子门店”" }).click();
	await expect(hits(page, "消息")).toContainText("饕餮盛宴");

	trouble.expect(/api\/search/);
	await page.route(/\/api\/search\?/, (route) => route.abort());
	await field(page).fill("饕餮盛");
	await expect(section.getByRole("alert")).toContainText("没有搜索出来");
	await page.unroute(/\/api\/search\?/);
	await section.getByRole("alert").getByRole("button", { name: "重试" }).click();
	await expect(hits(page, "消息").locator("mark")).toHaveText("饕餮盛");
	await page.getByRole("button", { name: "清空搜索" }).click();
	await expect(row(page, customer)).toBeVisible();
});

test("nobody finds what belongs to a channel they do not see", async ({ desk, openAs }) => {
	const theirs = await newCustomer(desk, "demo-mini");
	const ours = await newCustomer(desk, "demo-json");
	await theirs.says("麒麟在别处");
	await ours.says("麒麟在这里");
	const page = await openAs(await newAgent(desk, "门店", ["demo-json"]));
	for (const kind of ["messages", "customers", "notes"]) {
		const q = kind === "customers" ? theirs.openid : "别处";
		const answer = await page.request.get(`/api/search?${new URLSearchParams({ q, kind })}`);
		expect(await answer.json()).toEqual({ items: [], nextCursor: null });
	}
	await page.goto(`/inbox?q=${encodeURIComponent("麒麟")}`);
	await expect(hits(page, "消息")).toHaveCount(1);
	await expect(hits(page, "消息")).toContainText("麒麟在这里");
});

test("on a phone the same is found, opened, and gone back to", async ({ desk, openAs }) => {
	const customer = await newCustomer(desk);
	await customer.says("朱雀桥边");
	const page = await openAs("agent", { viewport: { width: 390, height: 844 } });
	await page.goto("/inbox");
	await page.getByRole("button", { name: "打开搜索" }).click();
	await field(page).fill("朱雀");
	await hits(page, "消息").click();
	await expect(header(page)).toContainText(customer.name);
	await header(page).getByRole("button", { name: "返回" }).click();
	await expect(hits(page, "消息").locator("mark")).toHaveText("朱雀");
	await page.getByRole("button", { name: "打开搜索" }).click();
	await expect(page.getByRole("tab")).toHaveCount(0);
});
