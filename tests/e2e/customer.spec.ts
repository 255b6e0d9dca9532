/** The panel beside the thread: who the customer is, and what colleagues know of them. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { field, header, message, openThread } from "@/tests/support/console-page";
import { newCustomer } from "@/tests/support/customer";
import { expect, test } from "@/tests/support/e2e";
import { ownedThread } from "@/tests/support/owned-thread";

const panel = (page: Page): Locator => page.getByRole("complementary", { name: "客户资料" });
const part = (page: Page, name: string): Locator => panel(page).getByRole("region", { name });

test("a customer is named in the panel, and every list says the name at once", async ({ desk, openAs }) => {
	const { page, id } = await ownedThread(desk, await openAs("agent"));
	const other = await openAs("agent2");
	await openThread(other, id);
	await panel(page).getByRole("button", { name: "修改备注名" }).click();
	await page.getByRole("textbox", { name: "备注名" }).fill("王阿姨");
	await page.keyboard.press("Enter");
	await expect(panel(page)).toContainText("备注名 · 林晓添加于");
	await expect(panel(page).getByRole("button", { name: "修改备注名" })).toBeFocused();
	await expect(header(page)).toContainText("王阿姨");
	await expect(panel(other)).toContainText("王阿姨");

	await panel(page).getByRole("button", { name: "修改备注名" }).click();
	await page.getByRole("textbox", { name: "备注名" }).fill("不要");
	await page.keyboard.press("Escape");
	await expect(panel(page)).toContainText("王阿姨");
});

test("tags are chosen by typing, without a mouse, and taken back by the toast", async ({ desk, openAs }) => {
	await desk.sql(
		"INSERT INTO tags (name, color) VALUES ('老客', 'warn'), ('退款', 'neutral') ON CONFLICT DO NOTHING",
	);
	const { page, customer } = await ownedThread(desk, await openAs("agent"));
	await page.keyboard.press("Escape");
	await page.getByRole("link", { name: new RegExp(`^${customer.name}，`) }).focus();
	await page.keyboard.press("l");
	const field = page.getByRole("combobox", { name: "添加标签" });
	await expect(field).toBeFocused();
	await field.fill("老");
	await expect(page.getByRole("option", { name: "老客" })).toBeVisible();
	await page.keyboard.press("Enter");
	await page.keyboard.press("Escape");
	const tags = part(page, "标签");
	await expect(tags).toContainText("老客");
	await expect(page.getByRole("link", { name: new RegExp(`^${customer.name}，.*标签：老客`) })).toBeVisible();
	await page.getByRole("button", { name: "撤销" }).click();
	await expect(tags).not.toContainText("老客");

	await tags.getByRole("button", { name: "添加标签" }).click();
	await field.fill("退款");
	await page.keyboard.press("Enter");
	await page.keyboard.press("Escape");
	const remove = tags.getByRole("button", { name: "去掉标签“退款”" });
	await expect(remove).toHaveCSS("opacity", "0");
	await tags.getByText("退款").hover();
	await expect(remove).toHaveCSS("opacity", "1");
	await remove.press("Enter");
	await expect(tags).not.toContainText("退款");
	await expect(
		tags.getByRole("button", { name: "添加标签" }),
		"the keyboard goes on from here",
	).toBeFocused();
});

test("a tag put on and taken back leaves alone the one a colleague put on meanwhile", async ({
	desk,
	openAs,
}) => {
	await desk.sql("INSERT INTO tags (name) VALUES ('贵宾'), ('催单') ON CONFLICT DO NOTHING");
	const { page, id } = await ownedThread(desk, await openAs("agent"));
	const colleague = await openAs("agent2");
	const onServer = async () => (await (await colleague.request.get(`/api/conversations/${id}`)).json()).tags;
	const add = async (tag: string) => {
		await part(page, "标签").getByRole("button", { name: "添加标签" }).click();
		await page.getByRole("combobox", { name: "添加标签" }).fill(tag);
		await page.keyboard.press("Enter");
		await page.keyboard.press("Escape");
	};
	await expect(part(page, "标签")).toBeVisible();
	// News come too late to this one.
	await page.route(/\/api\/(sync|conversations)/, (route) => {
		if (route.request().method() !== "GET") return route.continue();
	});
	await colleague.request.put(`/api/conversations/${id}/tags`, { data: { tags: ["贵宾"] } });
	await expect(part(page, "标签")).not.toContainText("贵宾");
	await add("催单");
	await expect(part(page, "标签")).toContainText("贵宾");
	expect(await onServer()).toEqual(["贵宾", "催单"]);
	await page.getByRole("button", { name: "撤销" }).click();
	await expect(part(page, "标签")).not.toContainText("催单");
	await expect.poll(onServer).toEqual(["贵宾"]);
});

test("notes are for all colleagues, and deleted by who wrote them", async ({ desk, openAs }) => {
	const { page, id } = await ownedThread(desk, await openAs("agent"));
	const other = await openAs("agent2");
	await openThread(other, id);
	await panel(page).getByRole("button", { name: "添加备注" }).click();
	await page.getByRole("textbox", { name: "添加备注" }).fill("电话请在晚上 7 点后联系");
	await part(page, "备注").getByRole("button", { name: "保存" }).click();
	await expect(part(page, "备注")).toContainText("电话请在晚上 7 点后联系");
	await expect(part(other, "备注")).toContainText("林晓");
	await expect(part(other, "备注").getByRole("button", { name: "删除备注" })).toHaveCount(0);
	await part(page, "备注").getByRole("button", { name: "删除备注" }).click();
	await expect(part(page, "备注")).toContainText("添加一条所有同事可见的备注");
	await expect(part(other, "备注")).not.toContainText("晚上 7 点");
});

test("what the channel's rule reads, attributes, visits and other channels stand there; what is unknown does not", async ({
	desk,
	openAs,
}) => {
	const { page, customer, id } = await ownedThread(desk, await openAs("agent"));
	for (const name of ["业务属性", "历史会话", "其他渠道"]) await expect(part(page, name)).toHaveCount(0);

	const { id: customerId } = (
		await desk.sql("SELECT customer_id AS id FROM conversations WHERE id = $1", [id])
	)[0] as { id: string };
	const mapping = [
		{ path: "level", label: "会员等级", badge: true },
		{ path: "order", label: "订单号" },
	];
	await desk.sql(
		"UPDATE channels SET session_mapping = $1 WHERE id = (SELECT channel_id FROM customers WHERE id = $2)",
		[JSON.stringify(mapping), customerId],
	);
	await desk.sql("UPDATE customers SET first_seen_at = '2025-03-08T02:00:00Z' WHERE id = $1", [customerId]);
	const change = { attributes: { 会员: true, 订单号: "20261119088213", 会员等级: "金卡会员" } };
	expect((await page.request.patch(`/api/customers/${customerId}`, { data: change })).status()).toBe(200);
	await expect(part(page, "业务属性").getByRole("term")).toHaveText(["订单号", "会员"]);
	await expect(part(page, "业务属性")).toContainText("20261119088213");
	await expect(panel(page).getByTitle("会员等级")).toHaveText("金卡会员");
	await expect(part(page, "身份与来源")).toContainText("2025-03-08 · 第 1 次会话");
	await expect(part(page, "身份与来源")).toContainText(customer.openid);
	await expect(part(page, "业务属性").getByRole("button", { name: "复制 订单号" })).toBeVisible();

	await page.request.put(`/api/conversations/${id}/status`, { data: { status: "closed" } });
	await customer.says("我又来了");
	const visits = part(page, "历史会话");
	await expect(visits.getByRole("link", { name: /^你好/ })).toBeVisible();
	for (let line = 0; line < 25; line++) await customer.says(`还有一件事 ${line}`);
	await expect(message(page, "还有一件事 24")).toBeInViewport();
	await visits.getByRole("link", { name: /^你好/ }).click();
	await expect(message(page, "你好").first()).toBeInViewport();

	const { violations } = await new AxeBuilder({ page }).include("aside").analyze();
	expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
});

test("one person in two channels: the panel leads to what they say in the other, in the drawer and on a phone's sheet too", async ({
	desk,
	openAs,
}) => {
	const { page, customer } = await ownedThread(
		desk,
		await openAs("agent", { viewport: { width: 1024, height: 768 } }),
	);
	const elsewhere = await newCustomer(desk, "demo-mini");
	await elsewhere.says("在另一家店问一下");
	const otherId = await elsewhere.conversationId();
	await desk.sql("UPDATE customers SET union_id = $1 WHERE external_id = ANY($2)", [
		`union-${customer.openid}`,
		[customer.openid, elsewhere.openid],
	]);
	// What is known of a customer is asked for with their next message; here nobody writes.
	await page.reload();
	await expect(field(page)).toBeVisible();
	await page.keyboard.press("]");
	const drawer = page.getByRole("dialog", { name: "客户资料" });
	await expect(drawer.getByRole("region", { name: "身份与来源" })).toContainText(customer.openid);
	const { violations } = await new AxeBuilder({ page }).include("[role=dialog]").analyze();
	expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
	await drawer.getByRole("region", { name: "其他渠道" }).getByRole("link", { name: elsewhere.name }).click();
	await expect(page).toHaveURL(new RegExp(`/inbox/${otherId}`));
	await expect(drawer).toHaveCount(0);
	await expect(message(page, "在另一家店问一下")).toBeVisible();

	await page.setViewportSize({ width: 390, height: 844 });
	await header(page).getByRole("button", { name: "客户资料" }).click();
	await expect(drawer.getByRole("region", { name: "其他渠道" })).toContainText(customer.name);
	await expect.poll(async () => (await drawer.boundingBox())?.width).toBe(390);
	await page.keyboard.press("Escape");
	await expect(drawer).toHaveCount(0);
});

test("what did not load is said, and asked for again; the rest of the panel stands", async ({
	desk,
	openAs,
	trouble,
}) => {
	trouble.expect(/request failed: GET .*\/api\/customers\//);
	const page = await openAs("agent");
	await page.route("**/api/customers/*", (route) => route.abort("connectionfailed"));
	const { customer } = await ownedThread(desk, page);
	await expect(part(page, "身份与来源")).toContainText(customer.openid);
	await expect(panel(page).getByRole("alert")).toContainText("其余资料没有加载出来");
	const retry = panel(page).getByRole("button", { name: "重试" });
	const asked = page.waitForRequest("**/api/customers/*");
	await retry.click();
	await asked;
	await page.unroute("**/api/customers/*");
	// It asks by itself too, now and then, and then the button goes under the pointer.
	await retry.click({ timeout: 2_000 }).catch(() => {});
	await expect(part(page, "备注")).toBeVisible();
});
