/** Every key of the sheet does what the sheet says. */
import type { Desk } from "@/tests/support/browser-desk";
import { composer, expectStatus, field, header, row } from "@/tests/support/console-page";
import { newCustomer } from "@/tests/support/customer";
import { expect, test } from "@/tests/support/e2e";
import { ownedThread } from "@/tests/support/owned-thread";
import { newAgent } from "@/tests/support/people";
import { pressUntil } from "@/tests/support/press-until";

test("everything that can be done with a conversation has a key, and goes back where it was", async ({
	desk,
	openAs,
}) => {
	await desk.sql("INSERT INTO tags (name) VALUES ('换货') ON CONFLICT DO NOTHING");
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	const press = (keys: string) =>
		keys.split(" ").reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
	const mode = (name: string) => header(page).getByRole("radio", { name });
	await row(page, customer).focus();

	await press("n");
	await expect(composer(page).getByRole("textbox", { name: "内部备注内容" })).toBeFocused();
	await press("Escape");
	await expect(row(page, customer)).toBeFocused();
	await press("r");
	await expect(field(page)).toBeFocused();
	for (const [key, title] of [
		["Alt+P", "选择小程序卡片"],
		["Alt+L", "发送图文链接"],
	] as const) {
		await press(key);
		await expect(page.getByRole("dialog", { name: title })).toBeVisible();
		await press("Escape");
		await expect(field(page)).toBeFocused();
	}
	await press("Escape");

	await press("l");
	await page.keyboard.type("换货");
	await press("Enter Escape");
	await expect(page.getByRole("button", { name: "去掉标签“换货”" })).toBeVisible();
	// The tags are in the customer panel: the key brings it along.
	await row(page, customer).focus();
	const panel = page.getByRole("complementary", { name: "客户资料" });
	await press("]");
	await expect(panel).toHaveCount(0);
	await press("l");
	await expect(panel.getByRole("combobox", { name: "添加标签" })).toBeFocused();
	await press("Escape");

	await row(page, customer).focus();
	await press("h");
	await expect(page.getByRole("menuitem", { name: /^1 小时后/ })).toBeFocused();
	await press("Enter");
	await expect(header(page)).toContainText(/提醒。到时或客户发言后回到队列/);
	await row(page, customer).focus();
	await press("h");
	await expect(page.getByRole("menu")).toBeVisible();
	await press("End");
	await expect(page.getByRole("menuitem").last()).toBeFocused();
	await press("Enter");
	await expect(header(page)).not.toContainText("回到队列");

	await press("m b");
	await expect(mode("机器人")).toBeChecked();
	await press("t");
	await expect(mode("人工")).toBeChecked();
	await press("m b");
	await expect(mode("机器人")).toBeChecked();
	await press("i");
	await expect(mode("人工")).toBeChecked();
	await row(page, customer).focus();
	await press("a");
	await expect(page.getByRole("dialog", { name: "分配会话" })).toBeVisible();
	await press("Escape");

	await row(page, customer).focus();
	await press("x");
	await expect(page.getByRole("toolbar", { name: "批量操作" })).toContainText("已选 1 个");
	await press("Escape");
	await expect(page.getByRole("toolbar", { name: "批量操作" })).toHaveCount(0);

	await press("r");
	await page.keyboard.type("再见");
	await press("Control+Shift+Enter");
	await expect(composer(page)).toContainText("会话已结束");
	await expectStatus(page, "再见", "accepted");
	expect((await customer.heard()).at(-1)).toBe("再见");
});

test("keys lead through views and pages, fold the panes away for good, and a chord says what may follow", async ({
	desk,
	openAs,
}) => {
	const person = await newAgent(desk, "走动");
	await (await newCustomer(desk)).says("转人工");
	const page = await openAs(person);
	await page.goto("/inbox");
	await pressUntil(page, "1", () => expect(page).toHaveURL(/view=mine/, { timeout: 500 }));
	for (const [key, view] of Object.entries({ 2: "unassigned", 3: "bot", 4: "transfer", 6: "closed" })) {
		await page.keyboard.press(key);
		await expect(page).toHaveURL(new RegExp(`view=${view}$`));
	}
	await page.keyboard.press("5");
	await expect(page).toHaveURL(/\/inbox$/);

	const views = page.getByRole("navigation", { name: "会话视图" });
	await expect(views).toBeVisible();
	await page.keyboard.press("[");
	await expect(views).toBeHidden();
	await expect.poll(() => foldedViews(desk, person.id)).toBe(true);
	await page.reload();
	await expect(page.getByRole("button", { name: "切换视图，现在是全部" })).toBeVisible();
	await expect(views).toBeHidden();
	await pressUntil(page, "[", () => expect(views).toBeVisible({ timeout: 500 }));

	const hint = page.evaluate(
		() =>
			new Promise<string>((tell) => {
				const look = () => {
					const found = [...document.querySelectorAll("[role=status]")].find((element) =>
						element.textContent?.includes("模拟器"),
					);
					if (found) tell(found.textContent ?? "");
				};
				new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
			}),
	);
	await page.keyboard.press("g");
	expect(await hint).toBe("I会话S模拟器");
	// The hint goes when the chord has waited too long; the next key is then a key of its own.
	await expect(page.getByRole("status").filter({ hasText: "模拟器" })).toHaveCount(0);
	await page.keyboard.press("2");
	await expect(page).toHaveURL(/view=unassigned$/);
	await page.keyboard.press("g");
	await page.keyboard.press("s");
	await expect(page).toHaveURL(/\/simulator/);
	await pressUntil(page, "g", async () => {
		await page.keyboard.press("i");
		await expect(page).toHaveURL(/\/inbox$/, { timeout: 1500 });
	});

	// What an input method is given, or has just ended with, is no key of ours; nor is what a field is given.
	const composed = (press: KeyPress, ended = false) =>
		page.evaluate(
			({ press, ended }) => {
				if (ended) document.body.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
				document.body.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, ...press }));
			},
			{ press, ended },
		);
	await composed({ code: "Digit1", key: "1", isComposing: true });
	await composed({ code: "Digit1", key: "Process", keyCode: 229 });
	await composed({ code: "Digit1", key: "1" }, true);
	await page.getByRole("textbox", { name: "搜索会话" }).press("6");
	await page.getByRole("textbox", { name: "搜索会话" }).fill("");
	await expect(page).toHaveURL(/\/inbox$/);
	await composed({ code: "Slash", key: "？", shiftKey: true });
	await expect(page.getByRole("dialog", { name: "键盘快捷键" })).toBeVisible();
	await page.keyboard.press("?");
	await expect(page.getByRole("dialog")).toHaveCount(0);

	// Out of the field, into which the sheet has given the focus back.
	await page.keyboard.press("Escape");
	await page.keyboard.press("c");
	await expect(header(page).getByRole("button", { name: /走动/ })).toBeVisible();
});

const foldedViews = async (desk: Desk, agentId: string): Promise<unknown> =>
	(await desk.sql("SELECT preferences->'viewsFolded' AS folded FROM agents WHERE id = $1", [agentId]))[0]
		?.folded;

type KeyPress = {
	code: string;
	key: string;
	shiftKey?: boolean;
	isComposing?: boolean;
	keyCode?: number;
};
