/** An agent who does not wait: what was asked for, or begun, comes to its end after they have gone on. */
import type { Locator, Page } from "@playwright/test";
import { header, list, row } from "@/tests/support/console-page";
import { newCustomer } from "@/tests/support/customer";
import { expect, test } from "@/tests/support/e2e";
import { lateAnswers } from "@/tests/support/late-answers";
import { manyRows, queued } from "@/tests/support/many-rows";
import { ownedThread } from "@/tests/support/owned-thread";
import { newAgent } from "@/tests/support/people";

const words = (page: Page): Locator => page.getByRole("textbox", { name: "搜索会话" });

test("the next page of a list goes to that list, whichever is on screen when it comes", async ({
	desk,
	openAs,
}) => {
	const [person, colleague] = [await newAgent(desk, "换列表"), await newAgent(desk, "长队的")];
	await manyRows(desk, person.id, 2);
	await manyRows(desk, colleague.id, 70);
	const page = await openAs(person);
	const next = await lateAnswers(page, /view=all.*cursor=/);
	const mine = await lateAnswers(page, /conversations\?view=mine/);
	await page.goto("/inbox?sort=newest");
	await list(page).getByRole("link").first().focus();
	await page.keyboard.press("End");
	await next.answered;
	await page.keyboard.press("1");
	await mine.answered;
	next.come();
	mine.come();
	await expect(queued(page, 1)).toBeVisible();
	await expect(list(page).getByRole("listitem")).toHaveCount(2);
});

test("whoever comes while the next page is on its way stays in the list, and nobody else is lost", async ({
	desk,
	openAs,
}) => {
	const person = await newAgent(desk, "翻页时");
	await manyRows(desk, person.id, 70);
	const page = await openAs(person);
	const next = await lateAnswers(page, /view=mine.*cursor=/);
	await page.goto("/inbox?view=mine");
	await queued(page, 1).focus();
	await page.keyboard.press("End");
	await next.answered;

	const customer = await newCustomer(desk);
	await customer.says("转人工");
	const id = await customer.conversationId();
	expect((await page.request.post(`/api/conversations/${id}/claim`)).status()).toBe(200);
	const pill = page.getByRole("button", { name: /个新会话$/ });
	await expect(pill).toBeVisible();
	next.come();
	await expect(async () => {
		await page.keyboard.press("End");
		await expect(queued(page, 70)).toBeFocused({ timeout: 500 });
	}).toPass();
	await pill.click();
	await expect(row(page, customer)).toBeVisible();
	await expect(list(page).getByRole("listitem").last()).toHaveAttribute("aria-setsize", "71");
});

test("whoever takes the next customer and goes on stays where they went, has taken one, and is led there", async ({
	desk,
	openAs,
}) => {
	await (await newCustomer(desk)).says("转人工");
	const person = await newAgent(desk, "领下一个");
	await manyRows(desk, person.id, 1);
	const page = await openAs(person);
	const claim = await lateAnswers(page, /\/claim$/);
	let asked = 0;
	page.on("request", (request) => {
		if (/view=unassigned.*limit=100/.test(request.url())) asked += 1;
	});
	await page.goto("/inbox?view=mine");
	await expect(queued(page, 1)).toBeVisible();
	await page.keyboard.press("c");
	await claim.answered;
	await page.keyboard.press("c");
	await queued(page, 1).click();
	await expect(header(page)).toContainText("排队 001");
	claim.come();
	await page.getByRole("button", { name: "查看" }).click();
	await expect(header(page)).not.toContainText("排队 001");
	await page.goBack();
	await expect(header(page)).toContainText("排队 001");
	expect(asked).toBe(1);
});

test("what is chosen while an act on others is on its way stays chosen", async ({ desk, openAs }) => {
	const person = await newAgent(desk, "又选");
	await manyRows(desk, person.id, 3);
	const page = await openAs(person);
	const ended = await lateAnswers(page, /\/bulk$/);
	const toolbar = page.getByRole("toolbar", { name: "批量操作" });
	await page.goto("/inbox?view=mine");
	await queued(page, 1).focus();
	await page.keyboard.press("x");
	await toolbar.getByRole("button", { name: "结束" }).click();
	await ended.answered;
	await queued(page, 2).focus();
	await page.keyboard.press("x");
	await expect(toolbar).toContainText("已选 2 个");
	ended.come();
	await expect(page.getByText("已结束 1 个会话")).toBeVisible();
	await expect(toolbar).toContainText("已选 1 个");
});

test("a notification clicked right after a row leads where it says: screen and address agree", async ({
	desk,
	openAs,
}) => {
	const { id, customer, page } = await ownedThread(desk, await openAs("agent"));
	const other = await newCustomer(desk);
	await other.says("你好");
	await row(page, other).evaluate((link: HTMLElement, url) => {
		link.click();
		const data = { type: "open", url };
		navigator.serviceWorker.dispatchEvent(new MessageEvent("message", { data }));
	}, `/inbox/${id}`);
	await expect(page).toHaveURL(new RegExp(`/inbox/${id}$`));
	await expect(header(page)).toContainText(customer.name);
});

test("words half typed are searched for where their writer has gone on to, but not in another list", async ({
	desk,
	openAs,
}) => {
	const page = await openAs("agent", { viewport: { width: 1440, height: 900 } });
	await ownedThread(desk, page);
	const other = await newCustomer(desk);
	await other.says("你好");
	await expect(row(page, other)).toBeVisible();
	await typeAndClick("鼋", row(page, other));
	await expect(page).toHaveURL(new RegExp(`/inbox/${await other.conversationId()}\\?q=`));
	await expect(header(page)).toContainText(other.name);

	await words(page).fill("");
	await expect(page).not.toHaveURL(/q=/);
	await typeAndClick("鼋", page.locator('a[href*="view=mine"]').first());
	await expect(page).toHaveURL(/view=mine/);
	await expect(words(page)).toHaveValue("");
});

/** Goes on before the pause after which words are searched for. */
const typeAndClick = (typed: string, link: Locator): Promise<void> =>
	link.evaluate((element: HTMLElement, text) => {
		const input = document.querySelector<HTMLInputElement>("search input");
		const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value") ?? {};
		set?.call(input, text);
		input?.dispatchEvent(new Event("input", { bubbles: true }));
		element.click();
	}, typed);
