/** What a screen says when there is nothing to show, when it is still on its way, and when it cannot be had. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { startBareApp } from "@/tests/support/bare-app";
import {
	composer,
	expectStatus,
	field,
	log,
	message,
	openThread,
	row,
	send,
} from "@/tests/support/console-page";
import { newCustomer } from "@/tests/support/customer";
import { expect, test } from "@/tests/support/e2e";
import { lateCode } from "@/tests/support/late-code";
import { manyRows } from "@/tests/support/many-rows";
import { ownedThread } from "@/tests/support/owned-thread";
import { newAgent } from "@/tests/support/people";

const list = (page: Page) => page.getByRole("region", { name: "会话列表" });
const thread = (page: Page) => page.getByRole("main", { name: "会话内容" });

test("the first day: no channel yet, what is ready and what is not, and a practice channel that works at once", async ({
	desk,
	browser,
	trouble,
}) => {
	const { app, admin } = await startBareApp(desk.app.env.WECHAT_API_URL ?? "");
	const context = await browser.newContext({ baseURL: app.url });
	try {
		const page = await context.newPage();
		trouble.watch(page);
		await page.goto("/sign-in");
		await page.getByLabel("邮箱").fill(admin.email);
		await page.getByLabel("密码", { exact: true }).fill(admin.password);
		await page.getByRole("button", { name: "登录" }).click();
		await expect(page.getByRole("heading", { name: "先接入一个渠道" })).toBeVisible();
		for (const words of ["数据库已连接", "不是公网 https 地址", "还没有其他客服"])
			await expect(page.getByRole("listitem").filter({ hasText: words })).toBeVisible();
		await expectSound(page);
		await page.getByRole("button", { name: "查看接入步骤" }).click();
		await expect(page.getByRole("dialog")).toContainText(
			`POST ${new URL(app.env.NEXTAUTH_URL ?? "").origin}/api/admin/channels`,
		);
		await page.keyboard.press("Escape");

		await page.getByRole("button", { name: "打开模拟器" }).click();
		await page.waitForURL(/\/simulator\?channel=practice-/);
		await page.getByRole("button", { name: /^客户(?!资料)/ }).click();
		await page.getByRole("menuitem", { name: "新客户" }).click();
		await page.waitForURL(/customer=/);
		await page.getByRole("textbox", { name: "以客户的身份输入" }).fill("有人吗");
		await page.getByRole("textbox", { name: "以客户的身份输入" }).press("Enter");
		await expect(log(page).getByText("有人吗")).toBeVisible();
		await page.getByRole("link", { name: /^会话/ }).click();
		await expect(list(page).getByRole("listitem")).toContainText("有人吗");
	} finally {
		await context.close();
		await app.stop();
	}
});

test("nothing to show: who has no channel is told whom to ask, who is done how much that was, who looks too closely what to drop", async ({
	desk,
	openAs,
}) => {
	const stranger = await openAs(await newAgent(desk, "新人", []));
	await stranger.goto("/inbox");
	await expect(stranger.getByRole("main")).toContainText("还没有分配给你的渠道");
	await expect(stranger.getByRole("main")).toContainText("管理员：王琳");

	const person = await newAgent(desk, "都完");
	const customer = await newCustomer(desk);
	await customer.says("转人工");
	const page = await openAs(person);
	await page.goto("/inbox?view=mine");
	await expect(list(page)).toContainText("都回复完了");
	await expect(list(page)).toContainText(/还有 \d+ 位客户在待分配/);
	await expect(thread(page)).toContainText("今天已处理 0 个会话");
	await expectSound(page);
	await openThread(page, await customer.conversationId());
	await composer(page).getByRole("button", { name: "领取会话" }).click();
	await send(page, "马上帮你看");
	await expectStatus(page, "马上帮你看", "accepted");
	await page.goto("/inbox?view=mine");
	await expect(thread(page)).toContainText("今天已处理 1 个会话");
	await expect(thread(page)).toContainText(/首次响应中位数 \d+ 秒/);

	await page.goto("/inbox?view=mine&channel=demo-mini&tag=没有这个");
	await expect(list(page)).toContainText("没有符合条件的会话");
	await list(page).getByRole("button", { name: "清空筛选" }).click();
	await expect(list(page).getByRole("listitem")).toHaveCount(1);
});

test("on its way, and failed: every pane keeps its shape, says what is missing, and is had by one press", async ({
	desk,
	openAs,
	trouble,
}) => {
	trouble.expect(/answer 500|console\.error/);
	const { customer, id, page } = await ownedThread(desk, await openAs("agent"));
	await page.goto("/inbox");
	await expect(row(page, customer)).toBeVisible();
	let broken: RegExp | null = null;
	let held: (() => void)[] | null = [];
	await page.route(/\/api\/(conversations|customers)/, async (route) => {
		if (held) await new Promise<void>((go) => held?.push(go));
		if (broken?.test(route.request().url())) await route.fulfill({ status: 500, json: {} });
		else await route.continue();
	});
	const letGo = () => {
		for (const go of held ?? []) go();
		held = null;
	};
	/** What fails mends itself as well: no request is answered before the press. */
	const mendBy = async (press: () => Promise<void>) => {
		held = [];
		await press();
		broken = null;
		letGo();
	};
	await row(page, customer).click();
	await expect(thread(page).getByRole("status", { name: "正在加载消息" })).toBeVisible();
	await expect(field(page), "the composer is there at once").toBeVisible();
	letGo();
	await expect(message(page, "在吗")).toBeVisible();

	broken = /\/messages/;
	await page.goto("/inbox");
	await row(page, customer).click();
	await expect(thread(page).getByRole("alert").filter({ hasText: "消息没有加载出来" })).toBeVisible();
	await mendBy(() => thread(page).getByRole("button", { name: "重试" }).click());
	await expect(message(page, "在吗")).toBeVisible();

	broken = /\/api\/conversations\?/;
	await customer.says("列表更新不了");
	await expect(list(page).getByRole("status").filter({ hasText: "列表没有更新" })).toBeVisible();
	await expect(row(page, customer), "the rows stay").toBeVisible();
	await page
		.getByRole("navigation", { name: "会话视图" })
		.getByRole("link", { name: /^已结束/ })
		.click();
	await expect(list(page).getByRole("alert").filter({ hasText: "列表没有更新" })).toBeVisible();
	await mendBy(() => list(page).getByRole("button", { name: "重试" }).click());
	await expect(list(page).getByRole("alert")).toHaveCount(0);
	expect(await desk.sql("SELECT status FROM conversations WHERE id = $1", [id])).toEqual([
		{ status: "open" },
	]);
});

test("a conversation opened before its code has come: its shape stands, a key counts, a failure is mended by one press", async ({
	desk,
	openAs,
	trouble,
}) => {
	trouble.expect(/ERR_FAILED/);
	const { customer, id, page } = await ownedThread(desk, await openAs("agent"));
	// A text of the thread, and of nothing that the list needs.
	const code = await lateCode(page, "notFoundTitle");
	await page.goto("/inbox?view=mine");
	await row(page, customer).focus();
	await page.keyboard.press("Enter");
	await expect(thread(page)).toContainText("消息没有加载出来");
	await expect(page).toHaveURL(new RegExp(id));
	code.hold();
	await thread(page).getByRole("button", { name: "重试" }).click();
	await expect(thread(page).getByRole("status", { name: "正在加载消息" })).toBeVisible();
	await row(page, customer).focus();
	await page.keyboard.press("r");
	// Typed at once behind it: neither the end of the conversation nor the next customer.
	await page.keyboard.type("ec");
	code.come();
	await expect(field(page)).toBeFocused();
	await expect(field(page)).toHaveValue("");
	await expect(message(page, "在吗")).toBeVisible();
	await expect(page).toHaveURL(new RegExp(id));
	const drawn = await (await page.request.get(`/inbox/${id}`)).text();
	expect(drawn, "with a conversation in the address the server draws it").toContain('role="log"');
});

test("what is pressed before its code has come opens when it comes, and what was to be said is said", async ({
	desk,
	openAs,
	trouble,
}) => {
	trouble.expect(/ERR_FAILED/);
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	const menus = await lateCode(page, "DropdownMenuContent");
	const toasts = await lateCode(page, "data-sonner-toaster");
	menus.hold();
	await page.reload();
	const account = page.getByRole("button", { name: "林晓的账号" });
	const filter = page.getByRole("button", { name: "筛选", exact: true });
	const menu = page.getByRole("menu");
	await account.focus();
	await expect(async () => {
		await page.keyboard.press("ArrowDown");
		await expect(account).toHaveAttribute("aria-expanded", "true", { timeout: 500 });
	}).toPass();
	await expect(menu).toHaveCount(0);
	menus.come();
	await expect(menu.locator("[role^=menuitem]").first()).toBeFocused();
	await page.keyboard.press("Escape");
	await expect(account).toBeFocused();
	await page.keyboard.press("Enter");
	await expect(menu.locator("[role^=menuitem]").first()).toBeFocused();
	await page.keyboard.press("Escape");

	menus.fail();
	await page.reload();
	await expect(async () => {
		await filter.click();
		await expect(filter, "it could not be had").toHaveAttribute("aria-expanded", "false");
		await row(page, customer).focus();
		await page.keyboard.press("e");
		await expect(composer(page)).toContainText("会话已结束", { timeout: 500 });
	}).toPass();
	menus.come();
	toasts.come();
	await expect(page.locator("[data-sonner-toast]").filter({ hasText: "已结束" })).toBeVisible();
	await filter.click();
	await expect(page.getByRole("dialog", { name: "筛选" })).toBeVisible();
	await filter.click();
	await expect(page.getByRole("dialog", { name: "筛选" })).toHaveCount(0);
	await expect(filter).toHaveAttribute("aria-expanded", "false");
});

test("without a network: rows stay, what is sent waits and says so, and leaves by itself", async ({
	desk,
	openAs,
	trouble,
}) => {
	trouble.expect(/ERR_INTERNET_DISCONNECTED/);
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	await page.context().setOffline(true);
	await expect(page.getByRole("alert").filter({ hasText: "网络已断开" })).toBeVisible();
	await expect(composer(page).getByRole("button", { name: "排队发送" })).toBeVisible();
	await send(page, "断网时写的");
	await expect(message(page, "断网时写的")).toContainText("待发送");
	await expect(row(page, customer)).toBeVisible();
	await page.context().setOffline(false);
	await expectStatus(page, "断网时写的", "accepted");
	expect((await customer.heard()).filter((text) => text === "断网时写的")).toHaveLength(1);
});

test("what is put away leaves the queue, says until when, is found below it, and comes back at once when asked", async ({
	desk,
	openAs,
}) => {
	const person = await newAgent(desk, "稍后");
	await manyRows(desk, person.id, 2);
	const page = await openAs(person);
	await page.goto("/inbox?view=mine");
	const rows = list(page).getByRole("list", { name: "会话", exact: true }).getByRole("link");
	await rows.first().click();
	await page.keyboard.press("h");
	await page.getByRole("menuitem", { name: /^明天/ }).click();
	await expect(page.getByText(/^明天 \d\d:\d\d 提醒$/)).toBeVisible();
	await expect(
		thread(page)
			.getByRole("note")
			.filter({ hasText: /明天 \d\d:\d\d 提醒/ }),
	).toBeVisible();
	await page.goto("/inbox?view=mine");
	await expect(rows).toHaveCount(1);
	await list(page).getByRole("button", { name: "1 个会话稍后提醒" }).click();
	await expect(page).toHaveURL(/later=true/);
	await expect(rows).toHaveCount(1);
	await expect(rows.first()).toHaveAccessibleName(/稍后提醒：明天/);
	await rows.first().click();
	await thread(page).getByRole("button", { name: "取消提醒" }).click();
	await expect(page.getByText("已取消提醒")).toBeVisible();
	await list(page).getByRole("button", { name: "去掉“稍后提醒”" }).first().click();
	// Nothing moves under the pointer.
	await page.mouse.move(5, 5);
	await expect(rows).toHaveCount(2);
});

async function expectSound(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
}
