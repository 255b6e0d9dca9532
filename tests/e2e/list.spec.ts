/** The list of conversations: long, narrowed, kept, and many at once. */
import type { Locator, Page } from "@playwright/test";
import { expectStatus, field, header, list, row } from "@/tests/support/console-page";
import { newCustomer } from "@/tests/support/customer";
import { expect, test } from "@/tests/support/e2e";
import { manyRows, queued } from "@/tests/support/many-rows";
import { ownedThread } from "@/tests/support/owned-thread";
import { newAgent } from "@/tests/support/people";

const toolbar = (page: Page): Locator => page.getByRole("toolbar", { name: "批量操作" });

test("a long list draws what is in sight, says how long it is, and is walked to its end by keys", async ({
	desk,
	openAs,
}) => {
	const person = await newAgent(desk, "长队");
	await manyRows(desk, person.id, 130);
	const page = await openAs(person);
	await page.goto("/inbox?view=mine");
	await expect(queued(page, 1)).toBeVisible();
	expect(await list(page).getByRole("listitem").count()).toBeLessThan(30);
	const { height } = (await list(page).getByRole("listitem").first().boundingBox()) ?? {};
	expect(height).toBe(84);

	await queued(page, 1).focus();
	// Each press of End goes to the last row there is, which brings the next page.
	await expect(async () => {
		await page.keyboard.press("End");
		await expect(queued(page, 130)).toBeFocused({ timeout: 500 });
	}).toPass();
	await expect(queued(page, 130)).toBeInViewport();
	await page.keyboard.press("k");
	await expect(queued(page, 129)).toBeFocused();
	await expect(list(page).getByRole("listitem").last()).toHaveAttribute("aria-posinset", "130");
	await expect(list(page).getByRole("listitem").last()).toHaveAttribute("aria-setsize", "130");
	await page.keyboard.press("Home");
	await expect(queued(page, 1)).toBeFocused();
	expect(await list(page).getByRole("listitem").count()).toBeLessThan(40);
});

test("nobody's row moves while the list is in use: arrivals wait in a pill", async ({ desk, openAs }) => {
	const person = await newAgent(desk, "不动");
	await manyRows(desk, person.id, 3);
	const page = await openAs(person);
	await page.goto("/inbox");
	await expect(list(page).getByRole("listitem").first()).toBeVisible();
	await list(page).getByRole("link").first().focus();
	const first = await list(page).getByRole("link").first().getAttribute("data-conversation-id");
	await (await newCustomer(desk)).says("转人工");
	const pill = page.getByRole("button", { name: /个新会话$/ });
	await expect(pill).toBeVisible();
	await expect(list(page).getByRole("link").first()).toHaveAttribute("data-conversation-id", first ?? "");
	await pill.click();
	await expect(list(page).getByRole("link").first()).not.toHaveAttribute("data-conversation-id", first ?? "");
});

test("whoever goes back at once is back: screen and address name the same conversation", async ({
	desk,
	openAs,
}) => {
	const { id, customer, page } = await ownedThread(desk, await openAs("agent"));
	const other = await newCustomer(desk);
	await other.says("你好");
	await expect(row(page, other)).toBeVisible();
	// As on a slow machine: back comes before Next.js has drawn what was gone to.
	const devtools = await page.context().newCDPSession(page);
	await devtools.send("Emulation.setCPUThrottlingRate", { rate: 10 });
	for (let turn = 0; turn < 3; turn++) {
		await row(page, other).evaluate(
			(link: HTMLElement) =>
				new Promise((back) => {
					window.addEventListener("popstate", back, { once: true });
					link.click();
					window.history.back();
				}),
		);
		await expect(page).toHaveURL(new RegExp(`/inbox/${id}`));
		await expect(header(page)).toContainText(customer.name);
	}
});

test("a list is sorted and narrowed, the address says so, and it is kept under a name", async ({
	desk,
	openAs,
}) => {
	const person = await newAgent(desk, "筛选");
	await manyRows(desk, person.id, 3);
	await desk.sql("INSERT INTO tags (name) VALUES ('换货') ON CONFLICT DO NOTHING");
	await desk.sql(
		`UPDATE conversations c SET tags = '{换货}' FROM customers u
			WHERE u.id = c.customer_id AND u.name = '排队 002' AND c.assignee_id = $1`,
		[person.id],
	);
	const page = await openAs(person, { viewport: { width: 1440, height: 900 } });
	await desk.sql("UPDATE agents SET preferences = '{}' WHERE id = $1", [person.id]);
	await page.goto("/inbox?view=mine");
	await page.getByRole("button", { name: /^排序：\s*等待最久$/ }).click();
	await page.getByRole("menuitem", { name: "先处理要超时的" }).click();
	await expect(page).toHaveURL(/sort=dying/);
	await page.getByRole("button", { name: "筛选", exact: true }).click();
	await page.getByRole("button", { name: /^换货/ }).click();
	await page.keyboard.press("Escape");
	await expect(queued(page, 2)).toBeVisible();
	await expect(list(page).getByRole("listitem")).toHaveCount(1);
	await page.reload();
	await expect(list(page).getByRole("listitem")).toHaveCount(1);

	await page.getByRole("button", { name: "保存为筛选" }).click();
	await page.getByLabel("名称").fill("换货的");
	await page.keyboard.press("Enter");
	const kept = page.getByRole("button", { name: /^换货的\s*1$/ });
	await expect(kept).toHaveAttribute("aria-current", "page");

	await page.getByRole("button", { name: "去掉“标签：换货”" }).click();
	await expect(list(page).getByRole("listitem")).toHaveCount(3);
	await kept.click();
	await expect(page).toHaveURL(/tag=/);
	await expect(list(page).getByRole("listitem")).toHaveCount(1);

	await page.getByRole("button", { name: "筛选", exact: true }).click();
	await page
		.getByRole("button", { name: /^栗子优选/ })
		.last()
		.click();
	await page.keyboard.press("Escape");
	const none = page.getByRole("region", { name: "会话列表" });
	await expect(none).toContainText("没有会话同时符合：栗子优选、标签：换货");
	await none.getByRole("button", { name: "去掉“栗子优选”" }).last().click();
	await expect(queued(page, 2)).toBeVisible();

	await page.getByRole("button", { name: "“换货的”的操作" }).click();
	await page.getByRole("menuitem", { name: "重命名" }).click();
	await page.getByLabel("名称").fill("要换的");
	await page.keyboard.press("Enter");
	await page.getByRole("button", { name: "“要换的”的操作" }).click();
	await page.getByRole("menuitem", { name: "删除" }).click();
	await expect(page.getByRole("button", { name: /^要换的/ })).toHaveCount(0);
});

test("many are chosen by key and by range, ended at once, and brought back", async ({ desk, openAs }) => {
	const person = await newAgent(desk, "批量");
	await manyRows(desk, person.id, 6);
	await desk.sql("INSERT INTO tags (name) VALUES ('急件') ON CONFLICT DO NOTHING");
	const page = await openAs(person);
	await page.goto("/inbox?view=mine");
	await queued(page, 1).focus();
	await page.keyboard.press("x");
	await expect(toolbar(page)).toContainText("已选 1 个");
	await queued(page, 4).click({ modifiers: ["Shift"] });
	await expect(toolbar(page)).toContainText("已选 4 个");
	await toolbar(page).getByRole("button", { name: "结束" }).click();
	await expect(page.getByText("已结束 4 个会话")).toBeVisible();
	const open = async () =>
		(
			await desk.sql(
				"SELECT count(*)::int AS n FROM conversations WHERE assignee_id = $1 AND status = 'open'",
				[person.id],
			)
		)[0]?.n;
	expect(await open()).toBe(2);
	await page.getByRole("button", { name: "撤销" }).click();
	await expect(page.getByText("已撤销")).toBeVisible();
	expect(await open()).toBe(6);

	// A tag is put on all that are chosen, and taken off all once all have it.
	const tagged = async () =>
		(
			await desk.sql(
				"SELECT u.name FROM conversations c JOIN customers u ON u.id = c.customer_id WHERE c.assignee_id = $1 AND '急件' = ANY(c.tags) ORDER BY 1",
				[person.id],
			)
		).map(({ name }) => name);
	const toggle = async () => {
		await queued(page, 1).focus();
		await page.keyboard.press("x");
		await queued(page, 3).click({ modifiers: ["Shift"] });
		await expect(toolbar(page)).toContainText("已选 3 个");
		await toolbar(page).getByRole("button", { name: "标签" }).click();
		await page.getByRole("menuitem", { name: "急件" }).click();
	};
	await toggle();
	await expect.poll(tagged).toEqual(["排队 001", "排队 002", "排队 003"]);
	await expect(queued(page, 2)).toContainText("急件");
	await toggle();
	await expect.poll(tagged).toEqual([]);
});

test("what is refused to one of many is named, and stays chosen", async ({ desk, openAs }) => {
	const person = await newAgent(desk, "部分");
	await manyRows(desk, person.id, 2);
	const page = await openAs(person);
	await page.goto("/inbox?view=mine");
	await queued(page, 1).hover();
	await page.getByRole("checkbox", { name: "选择排队 001" }).click();
	await page.getByRole("checkbox", { name: "选择排队 002" }).click();
	// Gone meanwhile, as when WeChat asks to erase somebody.
	await desk.sql(
		`DELETE FROM conversations c USING customers u
			WHERE u.id = c.customer_id AND u.name = '排队 002' AND c.assignee_id = $1`,
		[person.id],
	);
	await toolbar(page).getByRole("button", { name: "结束" }).click();
	await expect(
		page.getByText("1 个会话没有完成：排队 002（找不到，或不在你可以查看的范围内。）"),
	).toBeVisible();
	await expect(toolbar(page)).toContainText("已选 1 个");
});

test("a row says what this agent has begun to write, and why a reply failed, on another device too", async ({
	desk,
	openAs,
}) => {
	const person = await newAgent(desk, "两台设备");
	const { customer, page } = await ownedThread(desk, await openAs(person));
	const elsewhere = await openAs(person);
	const kept = page.waitForResponse(/\/draft$/);
	await field(page).fill("写到一半");
	await kept;
	await elsewhere.goto("/inbox?view=mine");
	await expect(row(elsewhere, customer)).toContainText("草稿 写到一半");
	await expect(row(elsewhere, customer)).toHaveAccessibleName(/，草稿 写到一半/);

	// So soon after the customer's words WeChat's "used up" is believed only at the third try.
	const fault = { target: "api", kind: "errcode", path: "custom/send", errcode: 45047, count: 3 };
	await desk.control("POST /faults", fault);
	const cleared = page.waitForResponse((answer) => answer.url().endsWith("/draft"));
	await field(page).press("Enter");
	await expectStatus(page, "写到一半", "failed");
	await cleared;
	await elsewhere.reload();
	await expect(row(elsewhere, customer)).toContainText("发送失败：条数已用完");
	await expect(row(elsewhere, customer)).toHaveAccessibleName(/，发送失败：条数已用完，/);
});
