/** Notes: for colleagues alone, in every state of a conversation, never mistaken for a reply. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { composer, field, header, log, openThread } from "@/tests/support/console-page";
import { newCustomer } from "@/tests/support/customer";
import { expect, PEOPLE, test } from "@/tests/support/e2e";
import { ownedThread } from "@/tests/support/owned-thread";

test("N writes a note, @ and pinyin name a colleague, Enter adds it, and the customer hears nothing of it", async ({
	desk,
	openAs,
}) => {
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	const heard = await customer.heard();
	await page.keyboard.press("n");
	await expect(note(page)).toBeFocused();
	await expect(field(page)).toHaveCount(0);
	await page.keyboard.type("@zzm");
	const names = page.getByRole("listbox", { name: "提醒同事" }).getByRole("option");
	await expect(names).toHaveCount(1);
	await page.keyboard.press("Enter");
	await expect(note(page)).toHaveValue(`@${PEOPLE.agent2.name} `);
	await expect(composer(page)).toContainText(`仅同事可见，会提醒${PEOPLE.agent2.name}`);
	await page.keyboard.type("客户着急，麻烦优先出库");
	await page.keyboard.press("Enter");
	await expect(note(page)).toHaveValue("");
	await expect(log(page).getByRole("article").last()).toContainText("客户着急，麻烦优先出库");
	expect(await customer.heard()).toEqual(heard);
	await expect(header(page)).toContainText("还可发 5 条");
	const colleague = await openAs("agent2");
	const { items } = await (await colleague.request.get("/api/mentions")).json();
	expect(items[0]).toMatchObject({
		text: expect.stringContaining("优先出库"),
		by: { name: PEOPLE.agent.name },
	});
	// Who has it on screen has seen it.
	await openThread(colleague, await customer.conversationId());
	await expect(log(colleague).getByRole("article").last()).toContainText("客户着急，麻烦优先出库");
	await expect
		.poll(async () => (await (await colleague.request.get("/api/mentions")).json()).items)
		.toEqual([]);
});

test("the two drafts never mix, and both are there after a reload", async ({ desk, openAs }) => {
	const { page } = await ownedThread(desk, await openAs("agent"));
	await field(page).fill("给客户的");
	await tab(page, "内部备注").click();
	await expect(note(page)).toHaveValue("");
	await note(page).fill("给同事的");
	await tab(page, "内部备注").press("ArrowLeft");
	await expect(field(page)).toHaveValue("给客户的");
	await page.reload();
	await expect(field(page)).toHaveValue("给客户的");
	await page.keyboard.press("n");
	await expect(note(page)).toHaveValue("给同事的");
	await page.keyboard.press("Escape");
	await page.keyboard.press("r");
	await expect(field(page)).toBeFocused();
});

test("a note is written where no reply can be: with the bot, transferred, a colleague's, nobody's, used up, closed", async ({
	desk,
	openAs,
}) => {
	const customer = await newCustomer(desk);
	await customer.says("你好");
	const id = await customer.conversationId();
	const page = await openAs("agent");
	const set = (path: string, data: unknown) => page.request.put(`/api/conversations/${id}/${path}`, { data });
	const { items: colleagues } = await (await page.request.get("/api/agents")).json();
	const colleague = colleagues.find(({ name }: { name: string }) => name === PEOPLE.agent2.name);
	await openThread(page, id);
	const states: [state: string, title: string, begin: () => Promise<unknown>][] = [
		["机器人", "机器人正在接待", async () => {}],
		["转接", "已转接到微信网页版客服工具", () => set("mode", { mode: "transfer" })],
		["同事", `${PEOPLE.agent2.name}正在接待这位客户`, () => set("assignee", { agentId: colleague.id })],
		["待分配", "还没有客服接待这位客户", () => set("assignee", { agentId: null })],
		["结束", "会话已结束", () => set("status", { status: "closed" })],
	];
	for (const [state, title, begin] of states) {
		await begin();
		await expect(composer(page)).toContainText(title);
		await composer(page).getByRole("button", { name: "写内部备注" }).click();
		await expect(note(page)).toBeFocused();
		await page.keyboard.type(`备注：${state}`);
		await page.keyboard.press("Enter");
		await expect(log(page).getByRole("article").last()).toContainText(`备注：${state}`);
		await tab(page, "回复客户").click();
		await expect(composer(page)).toContainText(title);
	}
	expect(await customer.heard()).not.toContain("备注：机器人");
});

test("an Enter of the input method adds no note; without a network one waits, and is added once", async ({
	desk,
	openAs,
	trouble,
}) => {
	trouble.expect(/ERR_INTERNET_DISCONNECTED/);
	const { id, page } = await ownedThread(desk, await openAs("agent"));
	const keyboard = await page.context().newCDPSession(page);
	await page.keyboard.press("n");
	await keyboard.send("Input.imeSetComposition", { text: "beizhu", selectionStart: 6, selectionEnd: 6 });
	const enter = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 229 };
	await keyboard.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...enter });
	await keyboard.send("Input.dispatchKeyEvent", { type: "keyUp", ...enter });
	await expect(note(page)).toHaveValue("beizhu");
	await keyboard.send("Input.insertText", { text: "备注一条" });
	await page.context().setOffline(true);
	await page.keyboard.press("Enter");
	await expect(log(page).locator("article[data-status=waiting]")).toContainText("备注一条");
	await expect(header(page)).toContainText("还可发 5 条");
	await page.context().setOffline(false);
	await expect(log(page).locator("article[data-status=waiting]")).toHaveCount(0);
	const notes = () =>
		desk.sql("SELECT seq FROM messages WHERE conversation_id = $1 AND direction = 'note'", [id]);
	await expect.poll(notes).toHaveLength(1);
	await expect(log(page).getByRole("article").last()).not.toHaveAttribute("data-status", "sending");
	expect(await notes()).toHaveLength(1);
});

for (const [look, setting] of Object.entries({
	"light, 1440 wide": { colorScheme: "light", viewport: { width: 1440, height: 900 } },
	"dark, 390 wide": { colorScheme: "dark", viewport: { width: 390, height: 844 } },
} as const))
	test(`the note's field is sound: ${look}`, async ({ desk, openAs }) => {
		const { page } = await ownedThread(desk, await openAs("agent", setting));
		if (setting.viewport.width < 640) {
			await composer(page).getByRole("button", { name: "更多工具" }).click();
			await page.getByRole("menuitem", { name: "内部备注" }).click();
		} else await tab(page, "内部备注").click();
		await expect(note(page)).toBeFocused();
		await page.keyboard.type(`@${PEOPLE.agent2.name} @`);
		await expect(page.getByRole("listbox", { name: "提醒同事" }).getByRole("option").first()).toBeVisible();
		const { violations } = await new AxeBuilder({ page }).include("#composer").analyze();
		expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\n")}`)).toEqual(
			[],
		);
		const wide = () => document.documentElement.scrollWidth > window.innerWidth;
		expect(await page.evaluate(wide), "the page scrolls sideways").toBe(false);
	});

const note = (page: Page): Locator => page.getByRole("textbox", { name: "内部备注内容" });
const tab = (page: Page, name: string): Locator => composer(page).getByRole("tab", { name });
