/** Who has a conversation, who is there, who writes: seen by two or three agents in browsers of their own. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import type { Desk } from "@/tests/support/browser-desk";
import {
	composer,
	expectStatus,
	field,
	header,
	log,
	message,
	openThread,
	row,
	send,
} from "@/tests/support/console-page";
import { newCustomer } from "@/tests/support/customer";
import { expect, test } from "@/tests/support/e2e";
import { ownedThread } from "@/tests/support/owned-thread";
import { newAgent } from "@/tests/support/people";

/** Colleagues are told by a hint; a loaded machine gets its time. */
const SEEN_MS = 8000;

test("colleagues see each other look and write, in the thread and in the list; nobody sees themselves, and who leaves is gone", async ({
	desk,
	openAs,
}) => {
	const [wu, sun, zheng] = [
		await newAgent(desk, "吴双"),
		await newAgent(desk, "孙悦"),
		await newAgent(desk, "郑好"),
	];
	const { customer, id, page } = await ownedThread(desk, await openAs(wu));
	const [colleague, third] = [await openAs(sun), await openAs(zheng)];
	await openThread(colleague, id);
	await expect(company(page)).toContainText("孙悦正在查看", { timeout: SEEN_MS });
	await expect(company(colleague)).toContainText("吴双正在查看");

	await third.goto("/inbox");
	await colleague.keyboard.press("n");
	await colleague.keyboard.type("先查一下库存");
	await expect(company(page)).toContainText("孙悦正在写备注", { timeout: SEEN_MS });
	await expect(row(third, customer)).toContainText("孙悦正在写备注");
	await field(page).fill("您好");
	await expect(row(third, customer)).toContainText("吴双正在写回复", { timeout: SEEN_MS });
	await expect(row(page, customer)).toContainText("孙悦正在写备注");
	await colleague.keyboard.press("Enter");
	await expect(company(page)).toContainText("孙悦正在查看", { timeout: SEEN_MS });

	await openThread(third, id);
	await expect(company(page)).toContainText("孙悦、郑好正在查看", { timeout: SEEN_MS });
	// Another page in its place: unlike a page that is killed, it is left as people leave one.
	await third.goto("about:blank");
	await colleague.goto("/inbox?view=mine");
	await expect(company(page)).toHaveCount(0, { timeout: SEEN_MS });
});

test("taking over asks while the colleague is at it; whoever loses a conversation or a race learns to whom, and keeps what they wrote", async ({
	desk,
	openAs,
	trouble,
}) => {
	trouble.expect(/answer 409: (PUT .*\/assignee|POST .*\/messages)/);
	trouble.expect(/request failed: GET .*\/api\/(live|sync)/);
	const [qian, zhao, li] = [
		await newAgent(desk, "钱一"),
		await newAgent(desk, "赵二"),
		await newAgent(desk, "李三"),
	];
	const { customer, id, page } = await ownedThread(desk, await openAs(qian));
	const [second, late] = [await openAs(zhao), await openAs(li)];
	// News come late to this one.
	await late.route(/\/api\/(live|sync)/, (route) => route.abort());
	await openThread(late, id);
	await openThread(second, id);
	await field(page).fill("我来给您查");
	await expect(composer(second)).toContainText("钱一正在写回复", { timeout: SEEN_MS });
	await second.keyboard.press("t");
	const question = second.getByRole("alertdialog", { name: "钱一正在写回复，仍要接手？" });
	await question.getByRole("button", { name: "接手会话" }).click();
	await expect(page.getByText(`赵二接手了${customer.name}的会话`)).toBeVisible();
	await expect(field(second)).toBeVisible();
	await expect(second.getByText(`赵二接手了${customer.name}的会话`)).toHaveCount(0);
	await expect(log(page)).toContainText("赵二 从 钱一 手中接手会话");
	await expect(composer(page)).toContainText("现在由赵二接待这位客户");
	await expect(composer(page)).toContainText("你写的内容已保留");

	// It is not taken from the winner by who still believes that somebody else has it.
	await composer(late).getByRole("button", { name: "接手会话" }).click();
	const asked = late.getByRole("alertdialog");
	await asked.getByRole("button", { name: "接手会话" }).click();
	await expect(late.getByText("赵二刚刚接手了这个会话，你没有改动它。")).toBeVisible();
	await expect(composer(late)).toContainText("现在由赵二接待这位客户");
	await expect(header(second)).toContainText("赵二");

	// A reply that crosses a take-over leaves from neither twice.
	await second.route(/\/api\/(live|sync)/, (route) => route.abort());
	await expect(composer(page)).toContainText("李三、赵二正在查看", { timeout: SEEN_MS });
	await composer(page).getByRole("button", { name: "接手会话" }).click();
	await page.getByRole("alertdialog").getByRole("button", { name: "接手会话" }).click();
	await expect(field(page)).toHaveValue("我来给您查");
	await send(second, "这单已经发出了");
	const refused = message(second, "这单已经发出了");
	await expect(refused).toContainText("钱一正在接待这位客户，需要回复时先接手");
	expect(await customer.heard()).not.toContain("这单已经发出了");
	await second.unroute(/\/api\/(live|sync)/);
	await refused.getByRole("button", { name: "接手并重试" }).click();
	await expectStatus(second, "这单已经发出了", "accepted");
	expect((await customer.heard()).filter((text) => text === "这单已经发出了")).toHaveLength(1);
});

test("A finds a colleague by pinyin and hands over with a note, in one step that can be taken back; many at once by the same chooser", async ({
	desk,
	openAs,
}) => {
	const [from, to] = [await newAgent(desk, "冯交"), await newAgent(desk, "陈接")];
	const { customer, id, page } = await ownedThread(desk, await openAs(from));
	const colleague = await openAs(to);
	await colleague.goto("/inbox?view=mine");
	await page.keyboard.press("a");
	const chooser = page.getByRole("dialog", { name: "分配会话" });
	await page.keyboard.type("chenjie");
	await expect(chooser.getByRole("option")).toHaveText(/陈接.*0 \/ 8/);
	await chooser.getByRole("button", { name: "附上交接备注" }).click();
	await page.keyboard.press("Enter");
	await page.keyboard.type("客户要改地址，@cj");
	await chooser.getByRole("listbox", { name: "提醒同事" }).getByRole("option").click();
	await chooser.getByRole("button", { name: "移交给陈接" }).click();
	await expect(chooser).toHaveCount(0);
	await expect(log(page)).toContainText("冯交 将会话分配给 陈接");
	await expect(log(page).getByRole("article").last()).toContainText("客户要改地址，@陈接");
	await expect(row(colleague, customer)).toBeVisible();
	const { items } = await (await colleague.request.get("/api/mentions")).json();
	expect(items[0]).toMatchObject({ conversationId: id, text: expect.stringContaining("改地址") });
	await page.getByRole("button", { name: "撤销" }).click();
	await expect(field(page)).toBeVisible();
	await expect(row(colleague, customer)).toHaveCount(0);

	await page.goto("/inbox?view=mine");
	await row(page, customer).focus();
	await page.keyboard.press("x");
	await page.getByRole("toolbar", { name: "批量操作" }).getByRole("button", { name: "分配" }).click();
	await page.keyboard.type("陈接");
	await expect(page.getByRole("dialog").getByRole("option")).toHaveText(/陈接/);
	await page.keyboard.press("Enter");
	await expect(page.getByText("已把 1 个会话分配给陈接")).toBeVisible();
	await expect(row(colleague, customer)).toBeVisible();
});

test("away takes no new customers; there again, the one who waits is given until there is no room, and the thread says so", async ({
	desk,
	openAs,
}) => {
	const person = await newAgent(desk, "褚当班");
	const watcher = await newAgent(desk, "蒋旁观");
	await desk.sql("UPDATE agents SET capacity = 0 WHERE id = $1", [watcher.id]);
	const page = await openAs(person);
	await onlyHere(desk, person.id, 1);
	await desk.sql("UPDATE channels SET assignment = 'round_robin' WHERE id = 'demo-json'");
	try {
		await page.goto("/inbox?view=mine");
		const card = page.getByRole("region", { name: "接待状态" });
		await expect(card).toContainText("接待中");
		await expect(card).toContainText("0 / 1");
		await card.getByRole("switch", { name: "接待新客户" }).click();
		await expect(card).toContainText("离开");
		await expect(card).toContainText("不再自动分配新客户，已接待的会话不变");

		const customer = await newCustomer(desk);
		await customer.says("转人工");
		const colleague = await openAs(watcher);
		await openThread(colleague, await customer.conversationId());
		await header(colleague)
			.getByRole("button", { name: /^分配给，现在是/ })
			.click();
		const option = colleague.getByRole("option", { name: /褚当班/ });
		await expect(option).toContainText("离开");

		await card.getByRole("switch", { name: "接待新客户" }).click();
		await expect(row(page, customer)).toBeVisible({ timeout: SEEN_MS });
		await expect(card).toContainText("1 / 1");
		await expect(card).toContainText("已满，结束会话后继续自动分配");
		await expect(log(colleague)).toContainText("自动分配给 褚当班");
		await expect(option).not.toContainText("离开");

		await page.getByRole("button", { name: "褚当班的账号" }).click();
		await page.getByRole("menuitem", { name: "退出登录" }).click();
		await expect(page).toHaveURL(/sign-in/);
		const [{ left }] = (await desk.sql(
			"SELECT 40 - extract(epoch FROM now() - heartbeat_at)::float AS left FROM agents WHERE id = $1",
			[person.id],
		)) as [{ left: number }];
		expect(left, "seconds until they are offline").toBeLessThanOrEqual(15);
	} finally {
		await desk.sql("UPDATE channels SET assignment = 'off' WHERE id = 'demo-json'");
		await desk.sql("UPDATE agents SET presence = 'online' WHERE presence = 'away'");
	}
});

for (const [look, setting] of Object.entries({
	"light, 1440 wide": { colorScheme: "light", viewport: { width: 1440, height: 900 } },
	"dark, 390 wide": { colorScheme: "dark", viewport: { width: 390, height: 844 } },
} as const))
	test(`chooser, window rules and presence are sound: ${look}`, async ({ desk, openAs }) => {
		const person = await newAgent(desk, "卫生员");
		const { page } = await ownedThread(desk, await openAs(person, setting));
		const sound = async () => {
			const { violations } = await new AxeBuilder({ page }).analyze();
			expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\n")}`)).toEqual(
				[],
			);
			const wide = () => document.documentElement.scrollWidth > window.innerWidth;
			expect(await page.evaluate(wide), "the page scrolls sideways").toBe(false);
		};
		await header(page).getByRole("button", { name: "分配给，现在是卫生员" }).click();
		await page.getByRole("button", { name: "附上交接备注" }).click();
		await expect(page.getByRole("textbox", { name: "交接备注" })).toBeVisible();
		await sound();
		await page.keyboard.press("Escape");
		if (setting.viewport.width < 640) {
			await header(page).getByRole("button", { name: "返回" }).click();
			await page.getByRole("button", { name: "我的", exact: true }).click();
			await expect(page.getByRole("menuitemcheckbox", { name: /^接待中/ })).toBeChecked();
		} else {
			await header(page).getByRole("button", { name: "回复窗口怎么算" }).click();
			await expect(page.getByText("客户再发消息，恢复为 5 条，不累加")).toBeVisible();
		}
		await sound();
	});

/** Who looks and writes, beside the tabs of the composer or above what stands in its place; not there while nobody does. */
const company = (page: Page): Locator =>
	composer(page).getByRole("status", { name: "在场的同事" }).filter({ visible: true });

/** Nobody else is there to be given anything, and nobody else waits. */
async function onlyHere(desk: Desk, agentId: string, capacity: number): Promise<void> {
	await desk.sql("UPDATE agents SET presence = 'away' WHERE id <> $1 AND presence = 'online'", [agentId]);
	await desk.sql("UPDATE agents SET capacity = $2 WHERE id = $1", [agentId, capacity]);
	await desk.sql(
		"UPDATE conversations SET waiting_since = NULL WHERE assignee_id IS NULL AND created_at < now() - interval '2 seconds'",
	);
}
