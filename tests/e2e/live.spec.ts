/** A stored message is on every screen at once; a screen that is not live says so and goes on looking. */
import type { Locator, Page } from "@playwright/test";
import { header, message, openThread, row } from "@/tests/support/console-page";
import { newCustomer } from "@/tests/support/customer";
import { expect, test } from "@/tests/support/e2e";

/** P5: within 2 s; a loaded machine gets a second more. */
const LIVE_MS = 3000;
/** The bar stands within 5 s. */
const BAR_MS = 6000;

test("a message appears on the open thread, in the list and in the counts of another agent by itself", async ({
	desk,
	openAs,
}) => {
	const customer = await newCustomer(desk);
	await customer.says("你好");
	const [first, second] = [await openAs("agent"), await openAs("agent2")];
	await openThread(first, await customer.conversationId());
	await second.goto("/inbox?view=unassigned");
	await expect(notLive(first)).toHaveCount(0);
	const before = await unassigned(second);

	await customer.says("转人工");
	await expect(message(first, "转人工").first()).toBeVisible({ timeout: LIVE_MS });
	await expect(row(second, customer)).toContainText("待分配", { timeout: LIVE_MS });
	await expect.poll(() => unassigned(second)).toBe(before + 1);

	// Claimed on one screen, it leaves the queue on the other.
	await header(first).getByRole("button", { name: "领取" }).click();
	await expect.poll(() => unassigned(second)).toBe(before);
});

test("with the stream dead the bar stands within 5 s, messages still come, and the bar goes when the stream is back", async ({
	desk,
	openAs,
	trouble,
}) => {
	trouble.expect(/request failed: GET .*\/api\/live net::ERR_FAILED/);
	const customer = await newCustomer(desk);
	await customer.says("你好");
	const page = await openAs("agent");
	let dead = true;
	await page.route("**/api/live", (route) => (dead ? route.abort() : route.continue()));
	await openThread(page, await customer.conversationId());
	await expect(notLive(page)).toBeVisible({ timeout: BAR_MS });

	await customer.says("没有实时连接时说的");
	await expect(message(page, "没有实时连接时说的")).toBeVisible();
	const attempt = page.waitForRequest("**/api/live");
	await notLive(page).getByRole("button", { name: "立即重连" }).click();
	await attempt;
	dead = false;
	await expect(notLive(page)).toHaveCount(0);
	await customer.says("又实时了");
	await expect(message(page, "又实时了")).toBeVisible({ timeout: LIVE_MS });
});

test("a server that hangs with the stream open is noticed within 5 s, and nothing is missing when it goes on", async ({
	desk,
	openAs,
	trouble,
}) => {
	// What was being asked when it froze.
	trouble.expect(/answer 503/);
	const customer = await newCustomer(desk);
	await customer.says("你好");
	const page = await openAs("agent");
	await openThread(page, await customer.conversationId());
	await expect(message(page, "你好")).toBeVisible();
	desk.app.signal("SIGSTOP");
	try {
		await expect(notLive(page)).toBeVisible({ timeout: BAR_MS });
	} finally {
		desk.app.signal("SIGCONT");
	}
	await customer.says("刚才卡住了吗");
	await expect(message(page, "刚才卡住了吗")).toBeVisible();
	await expect(notLive(page)).toHaveCount(0);
});

test("when every connection to the database is cut at once, what is said next comes all the same", async ({
	desk,
	openAs,
	trouble,
}) => {
	// What was being asked in that moment.
	trouble.expect(/answer 503/);
	const customer = await newCustomer(desk);
	await customer.says("你好");
	const page = await openAs("agent");
	await openThread(page, await customer.conversationId());
	await desk.sql(
		`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
			WHERE datname = current_database() AND application_name <> current_setting('application_name')`,
	);
	expect((await customer.says("你们听得见吗")).verdict).toBe("ACK");
	await expect(message(page, "你们听得见吗")).toBeVisible();
	await expect(notLive(page)).toHaveCount(0);
});

test("without a network the screen says since when it stands still", async ({ desk, openAs, trouble }) => {
	trouble.expect(/ERR_INTERNET_DISCONNECTED/);
	const customer = await newCustomer(desk);
	await customer.says("你好");
	const page = await openAs("agent");
	const synced = page.waitForResponse(/\/api\/sync/);
	await openThread(page, await customer.conversationId());
	await synced;
	await page.context().setOffline(true);
	const bar = page.getByRole("alert").filter({ hasText: /网络已断开，内容停在 \d\d:\d\d。\d 秒后自动重连/ });
	await expect(bar).toBeVisible({ timeout: BAR_MS });
	await customer.says("你在吗");
	await page.context().setOffline(false);
	await expect(bar).toHaveCount(0);
	await expect(message(page, "你在吗")).toBeVisible();
});

test("two tabs share one stream, and the second goes on when the first is closed", async ({
	desk,
	openAs,
}) => {
	const customer = await newCustomer(desk);
	await customer.says("你好");
	const first = await openAs("agent");
	const streams: string[] = [];
	first.context().on("request", (request) => {
		if (request.url().endsWith("/api/live")) streams.push(request.url());
	});
	const id = await customer.conversationId();
	await openThread(first, id);
	const second = await first.context().newPage();
	await openThread(second, id);
	await customer.says("两个标签页");
	await expect(message(first, "两个标签页")).toBeVisible({ timeout: LIVE_MS });
	await expect(message(second, "两个标签页")).toBeVisible({ timeout: LIVE_MS });
	expect(streams).toHaveLength(1);

	await first.close();
	await expect.poll(() => streams.length).toBe(2);
	await customer.says("只剩一个");
	await expect(message(second, "只剩一个")).toBeVisible({ timeout: LIVE_MS });
	await expect(notLive(second)).toHaveCount(0);
});

const notLive = (page: Page): Locator =>
	page.getByRole("alert").filter({ hasText: /没有实时连接|连不上服务器/ });

async function unassigned(page: Page): Promise<number> {
	const link = page.getByRole("navigation", { name: "会话视图" }).getByRole("link", { name: /^待分配/ });
	return Number((await link.innerText()).replace(/\D/g, "") || 0);
}
