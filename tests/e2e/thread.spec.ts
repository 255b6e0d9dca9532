/** A thread of any length: read both ways, gone to by link, kept in place, and what each line of it offers. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { log, message, openThread, row, send } from "@/tests/support/console-page";
import { newCustomer } from "@/tests/support/customer";
import { expect, test } from "@/tests/support/e2e";
import { longThread, messageAt } from "@/tests/support/long-thread";
import { ownedThread } from "@/tests/support/owned-thread";

/** However long the thread, no more is drawn. */
const DRAWN_MOST = 80;

const said = (page: Page, n: number): Locator => log(page).getByText(`第 ${n} 条`, { exact: false }).first();
const drawn = (page: Page) => log(page).getByRole("article").count();
const toEnd = (page: Page): Locator => page.getByRole("button", { name: /^回到最新$|条新消息$/ });
const topOf = async (line: Locator): Promise<number> => (await line.boundingBox())?.y ?? Number.NaN;

/** What was asked for in this frame is on screen. */
const drawnTwice = (page: Page): Promise<void> =>
	page.evaluate(
		() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
	);

async function wheel(page: Page, deltaY: number): Promise<void> {
	const box = await log(page).boundingBox();
	await page.mouse.move((box?.x ?? 0) + 200, (box?.y ?? 0) + 200);
	await page.mouse.wheel(0, deltaY);
}

test("100,000 messages: the end at once, a few rows drawn, older ones come without moving what is read, and back", async ({
	desk,
	openAs,
}) => {
	const id = await longThread(desk, "长谈", 100_000);
	const page = await openAs("agent");
	await openThread(page, id);
	await expect(said(page, 100_000)).toBeInViewport();
	await expect(toEnd(page)).toHaveCount(0);

	for (const n of [99_960, 99_900, 99_840]) {
		while (!(await said(page, n).count())) {
			const older = page.waitForResponse(/messages\?before=/, { timeout: 1000 }).catch(() => null);
			await wheel(page, -1200);
			const answer = await older;
			if (answer) expect(answer.status()).toBe(200);
		}
		expect(await drawn(page)).toBeLessThan(DRAWN_MOST);
	}
	// What is read stays where it is when the next older page comes in above.
	let release = (): void => {};
	const released = new Promise<void>((done) => {
		release = done;
	});
	await page.route(/messages\?before=/, async (route) => {
		await released;
		await route.continue();
	});
	const asked = page.waitForRequest(/messages\?before=/);
	while (!(await Promise.race([asked.then(() => true), page.waitForTimeout(50).then(() => false)])))
		await wheel(page, -600);
	const line = log(page)
		.getByRole("article")
		.nth(Math.floor((await drawn(page)) / 2));
	const read = log(page).locator(`article[data-seq="${await line.getAttribute("data-seq")}"]`);
	await drawnTwice(page);
	const before = await topOf(read);
	release();
	await page.waitForResponse(/messages\?before=/);
	await drawnTwice(page);
	expect(Math.abs((await topOf(read)) - before)).toBeLessThan(2);

	await toEnd(page).click();
	await expect(said(page, 100_000)).toBeInViewport();
	await expect(log(page)).toBeFocused();
	expect(await drawn(page)).toBeLessThan(DRAWN_MOST);
});

test("a link leads into the middle: centred, marked, focused; reading on from there; and the way back", async ({
	desk,
	openAs,
	trouble,
}) => {
	trouble.expect(/answer 404: GET .*\/messages\?around=/);
	const id = await longThread(desk, "中间", 4000);
	const target = await messageAt(desk, id, 2000);
	const page = await openAs("agent");
	await page.goto(`/inbox/${id}?message=${target}`);
	const meant = message(page, "第 2000 条");
	await expect(meant).toBeFocused();
	await expect(log(page).locator("[data-marked]")).toContainText("第 2000 条");
	const [line, frame] = [await meant.boundingBox(), await log(page).boundingBox()];
	const middle = (box: typeof line) => (box ? box.y + box.height / 2 : Number.NaN);
	expect(Math.abs(middle(line) - middle(frame))).toBeLessThan(60);
	// The day of what is read stands above it.
	await expect(page.locator("[data-pinned-day]")).toHaveText(/\d 月 \d+ 日|\d{4} 年/);

	await page.keyboard.press("ArrowDown");
	await expect(message(page, "第 2001 条")).toBeFocused();
	for (let step = 0; step < 3; step++) await page.keyboard.press("ArrowUp");
	await expect(message(page, "第 1998 条")).toBeFocused();
	while (!(await said(page, 2080).count())) await wheel(page, 600);
	await expect(said(page, 2080)).toBeVisible();
	expect(await drawn(page)).toBeLessThan(DRAWN_MOST);
	// Who has gone on from the message has left its address, too.
	await expect(page).toHaveURL(new RegExp(`/inbox/${id}$`));
	await toEnd(page).click();
	await expect(said(page, 4000)).toBeInViewport();

	await page.goto(`/inbox/${id}?message=${BigInt(target) + 900_000_000n}`);
	await expect(page.getByText("找不到这条消息")).toBeVisible();
	await expect(said(page, 4000)).toBeInViewport();
});

test("what is unread begins with a line that stays, and the thread opens there", async ({ desk, openAs }) => {
	const id = await longThread(desk, "未读", 300, 40);
	const page = await openAs("agent");
	await openThread(page, id);
	const line = log(page).getByRole("separator", { name: "以下是新消息" });
	await expect(line).toBeInViewport();
	await expect(said(page, 222)).toBeInViewport();
	await expect(page.getByRole("link", { name: /^未读，/ })).not.toContainText("40");
	await toEnd(page).click();
	await expect(said(page, 300)).toBeInViewport();
	await page.goto(`/inbox/${id}`);
	await expect(said(page, 300)).toBeInViewport();
	await expect(line, "read is read").toHaveCount(0);
});

test("whoever reads further up is told of what comes, and stays where they are", async ({ desk, openAs }) => {
	const { page, customer } = await ownedThread(desk, await openAs("agent"));
	for (let n = 0; n < 30; n++) await customer.says(`很早以前的第 ${n} 句`);
	await expect(message(page, "第 29 句")).toBeInViewport();
	await page.mouse.move(0, 0);
	await wheel(page, -700);
	await expect(toEnd(page)).toHaveText("回到最新");
	const read = message(page, "第 9 句");
	await expect(read).toBeInViewport();
	const before = await topOf(read);
	await customer.says("我又想起一件事");
	await expect(toEnd(page)).toHaveText("1 条新消息");
	expect(Math.abs((await topOf(read)) - before)).toBeLessThan(2);
	await toEnd(page).click();
	await expect(message(page, "我又想起一件事")).toBeInViewport();
	await customer.says("这句不用找");
	await expect(message(page, "这句不用找"), "at the end it stays in sight").toBeInViewport();
});

test("by keyboard a message gives away its words, its link and its details", async ({ desk, openAs }) => {
	const page = await openAs("agent", { permissions: ["clipboard-read", "clipboard-write"] });
	const { id } = await ownedThread(desk, page);
	const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
	await log(page).focus();
	await page.keyboard.press("ArrowUp");
	await expect(message(page, "在吗")).toBeFocused();
	await page.keyboard.press("Enter");
	const menu = page.getByRole("menu", { name: "消息操作" });
	await menu.getByRole("menuitem", { name: "复制文字" }).press("Enter");
	await expect(page.getByText("已复制")).toBeVisible();
	expect(await clipboard()).toBe("在吗");
	await message(page, "在吗").hover();
	await message(page, "在吗").getByRole("button", { name: "消息操作" }).click();
	await menu.getByRole("menuitem", { name: "复制链接" }).click();
	await expect.poll(clipboard).toContain(`/inbox/${id}?message=`);
	const other = await openAs("agent2");
	await other.goto(await clipboard());
	await expect(message(other, "在吗")).toBeFocused();
});

test("the bot says by which word it fired, and what cannot be drawn is shown as it came", async ({
	desk,
	openAs,
}) => {
	const customer = await newCustomer(desk);
	await customer.enter("pages/order/detail?id=7");
	await customer.says("退款怎么办理");
	await desk.sql(
		`INSERT INTO messages (conversation_id, seq, direction, type, content, status, author_kind, change_id)
		SELECT id, last_seq + 1, 'in', 'unsupported', $2, 'received', 'customer', pg_current_xact_id()::text::bigint
		FROM conversations WHERE id = $1`,
		[
			await customer.conversationId(),
			{ type: "unsupported", wireType: "video_channel", original: "<xml><b>原样</b></xml>" },
		],
	);
	const page = await openAs("agent");
	await openThread(page, await customer.conversationId());
	await expect(log(page).getByRole("article").filter({ hasText: "欢迎语" })).toHaveCount(1);
	await expect(log(page)).toContainText("命中“退款”");
	const entered = log(page).getByRole("note").filter({ hasText: "进入会话" });
	await expect(entered).toContainText("pages/order/detail");
	await entered.getByText("pages/order/detail").hover();
	await expect(page.getByRole("tooltip")).toContainText("session_from：pages/order/detail?id=7");
	const strange = message(page, "video_channel");
	await strange.getByRole("button", { name: "查看原始内容" }).click();
	await expect(strange.locator("pre")).toHaveText("<xml><b>原样</b></xml>");
});

test("a refused reply is deleted with a trace, and brought back", async ({ desk, openAs }) => {
	const { page, customer } = await ownedThread(desk, await openAs("agent"));
	const match = {
		target: "api",
		kind: "errcode",
		path: "custom/send",
		errcode: 40003,
		openid: customer.openid,
	};
	const { id: fault } = await desk.control("POST /faults", match);
	await send(page, "这句发不出去");
	const failed = message(page, "这句发不出去");
	await expect(failed).toHaveAttribute("data-status", "failed");
	await failed.getByRole("button", { name: "删除" }).click();
	await expect(failed).toHaveAttribute("data-status", "cancelled");
	await expect(failed).toContainText("已删除，没有发给客户");
	await expect(row(page, customer)).not.toContainText("未送达");
	await page.getByRole("button", { name: "撤销" }).click();
	await expect(failed).toHaveAttribute("data-status", "failed");
	await desk.control(`DELETE /faults/${fault}`);
	const { violations } = await new AxeBuilder({ page }).include("main").analyze();
	expect(violations.map(({ id: rule, nodes }) => `${rule} ${nodes[0]?.html}`)).toEqual([]);
});

test("messages that do not come are asked for again, in the log or at its end", async ({
	desk,
	openAs,
	trouble,
}) => {
	trouble.expect(/request failed: GET .*\/messages/);
	await longThread(desk, "断续", 200);
	const page = await openAs("agent");
	await page.goto("/inbox");
	await page.route(/\/messages/, (route) => route.abort("connectionfailed"));
	await page.getByRole("link", { name: /^断续，/ }).click();
	await expect(log(page).getByRole("alert")).toContainText("消息没有加载出来");
	await page.unroute(/\/messages/);
	await log(page).getByRole("button", { name: "重试" }).click();
	await expect(said(page, 200)).toBeInViewport();
	await page.route(/messages\?before=/, (route) => route.abort("connectionfailed"));
	while (!(await page.getByText("更早的消息没有加载出来").count())) await wheel(page, -1500);
	await page.unroute(/messages\?before=/);
	await log(page).getByRole("button", { name: "重试" }).click();
	while (!(await said(page, 1).count())) await wheel(page, -2000);
	await expect(said(page, 1)).toBeVisible();
});
