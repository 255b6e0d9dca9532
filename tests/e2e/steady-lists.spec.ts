/** A list that is open keeps its order and its choice while answers of the server replace it: Enter takes what was seen. */
import type { Locator } from "@playwright/test";
import { composer, expectStatus, field, log } from "@/tests/support/console-page";
import { expect, test } from "@/tests/support/e2e";
import { holdBack } from "@/tests/support/hold-back";
import { ownedThread } from "@/tests/support/owned-thread";
import { newAgent } from "@/tests/support/people";

test("a colleague who comes online moves nobody under the choice: the one who was marked gets the conversation", async ({
	desk,
	openAs,
}) => {
	const [marked, comes, other] = [
		await newAgent(desk, "安一"),
		await newAgent(desk, "白二"),
		await newAgent(desk, "成三"),
	];
	const { page } = await ownedThread(desk, await openAs("agent"));
	let presence = "offline";
	await page.route(/\/api\/agents(\?|$)/, (route) =>
		route.fulfill({
			json: {
				items: [
					{ id: marked.id, name: marked.name, presence: "offline", load: 0, capacity: 8 },
					{ id: comes.id, name: comes.name, presence, load: presence === "online" ? 5 : 0, capacity: 8 },
				],
				nextCursor: null,
			},
		}),
	);
	await page.reload();
	await expect(field(page)).toBeVisible();
	await field(page).press("Escape");
	await page.keyboard.press("a");
	const options = page.getByRole("dialog", { name: "分配会话" }).getByRole("option");
	await expect(options.nth(1)).toContainText("安一");
	await page.keyboard.press("ArrowDown");
	await expect(options.and(page.locator("[aria-selected=true]"))).toContainText("安一");

	presence = "online";
	// Any news of the team has the chooser ask again.
	await (await openAs(other)).goto("/inbox");
	await expect(options.filter({ hasText: "白二" })).toContainText("5 / 8");
	await expect(options.and(page.locator("[aria-selected=true]"))).toContainText("安一");
	await page.keyboard.press("Enter");
	await expect(log(page)).toContainText("将会话分配给 安一");
});

test("a quick reply that others use more and more stays where it was seen", async ({ desk, openAs }) => {
	const { page } = await ownedThread(desk, await openAs("agent"));
	const answers = await holdBack(page, /\/api\/quick-replies\?/, (items) =>
		items.map((item, place) => ({
			...item,
			usedCount: place === items.length - 1 ? 1_000_000 : item.usedCount,
			title: `${item.title}*`,
		})),
	);
	const options = page.getByRole("listbox", { name: "快捷回复" }).getByRole("option");
	await field(page).fill("/");
	await expect(options.nth(2)).toBeVisible();
	// What was asked for a moment ago is not asked for again.
	await expect(async () => {
		await field(page).fill("");
		await field(page).fill("/");
		expect(answers.held()).toBe(1);
	}).toPass();
	const before = await titles(options);
	await field(page).press("ArrowDown");
	await answers.release();
	await expect(options.first()).toContainText("*");
	expect(await titles(options)).toEqual(before);
	await expect(options.nth(1)).toHaveAttribute("aria-selected", "true");
});

test("the card that was sent last stands first when the library opens, and stays chosen whatever the answer says", async ({
	desk,
	openAs,
}) => {
	const { page } = await ownedThread(desk, await openAs("agent"), "demo-mini");
	const answers = await holdBack(page, /\/api\/cards\?/, (items) =>
		items.toReversed().map((item) => ({ ...item, name: `${item.name}*` })),
	);
	const open = () => composer(page).getByRole("button", { name: "小程序卡片" }).click();
	const dialog = page.getByRole("dialog", { name: "选择小程序卡片" });
	const options = dialog.getByRole("option");
	await open();
	await options.filter({ hasText: "陶瓷杯" }).click();
	await page.keyboard.press("Control+Enter");
	await expectStatus(page, "手作陶瓷杯 2 只装", "accepted");

	await open();
	await expect(options.first()).toContainText("陶瓷杯");
	await expect(options.first()).toHaveAttribute("aria-selected", "true");
	await answers.release();
	await expect(options.first()).toContainText("*");
	await expect(options.first()).toContainText("陶瓷杯");
	await expect(options.first()).toHaveAttribute("aria-selected", "true");
});

const titles = (options: Locator): Promise<string[]> =>
	options.evaluateAll((all) => all.map((option) => (option.textContent ?? "").replace("*", "")));
