/** A customer's pictures: in their place from the start, large on demand, and honest when they cannot be had. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import sharp from "sharp";
import type { Desk } from "@/tests/support/browser-desk";
import { log } from "@/tests/support/console-page";
import type { Customer } from "@/tests/support/customer";
import { expect, test } from "@/tests/support/e2e";
import { ownedThread } from "@/tests/support/owned-thread";

test("two pictures of a customer: seen small, opened by key, walked through, turned, closed, and the focus is back", async ({
	desk,
	openAs,
}) => {
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	await sendsPicture(desk, customer, { base64: await jpeg(800, 400, "teal") });
	await sendsPicture(desk, customer, { base64: await jpeg(300, 900, "tomato") });
	await expect(pictures(page)).toHaveCount(2);
	await expect.poll(() => sizesOf(pictures(page))).toEqual(["240×120", "60×180"]);
	await expect.poll(() => areLoaded(page)).toBe(true);

	const first = pictures(page).first();
	await first.focus();
	await page.keyboard.press("Enter");
	const lightbox = page.getByRole("dialog", { name: "查看图片" });
	await expect(lightbox.getByRole("group", { name: "第 1 张，共 2 张" }).locator("img")).toBeVisible();
	const { violations } = await new AxeBuilder({ page }).include(".yarl__portal").analyze();
	expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
	for (const name of ["放大", "缩小", "向右旋转", "下载", "关闭", "下一张"])
		await expect(lightbox.getByRole("button", { name })).toBeVisible();

	const shown = lightbox.getByRole("group", { name: /^第 1 张/ }).locator("img");
	await lightbox.getByRole("button", { name: "向右旋转" }).click();
	await expect(shown).toHaveCSS("transform", /matrix\(.*1, -1/);
	await lightbox.getByRole("button", { name: "放大" }).click();

	const saved = page.waitForEvent("download");
	await lightbox.getByRole("button", { name: "下载" }).click();
	expect((await saved).suggestedFilename()).toMatch(/\.(jpg|jpeg|png)$/);

	await page.keyboard.press("Escape");
	await expect(lightbox).toHaveCount(0);
	await expect(first).toBeFocused();
	await page.keyboard.press("Enter");
	await page.keyboard.press("ArrowRight");
	await expect(lightbox.getByRole("group", { name: "第 2 张，共 2 张" }).locator("img")).toBeVisible();
	await page.keyboard.press("ArrowLeft");
	await expect(lightbox.getByRole("group", { name: "第 1 张，共 2 张" }).locator("img")).toBeVisible();
	// Keys of the console behind it do nothing.
	await page.keyboard.press("e");
	await page.keyboard.press("Escape");
	await expect(lightbox).toHaveCount(0);
	await expect(page.locator("main header").getByRole("button", { name: "结束" })).toBeVisible();
});

test("what is no picture is named as such, with another try; the message stays where it is", async ({
	desk,
	openAs,
}) => {
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	await sendsPicture(desk, customer, { sample: "svg" });
	const failed = log(page).getByRole("article").last();
	await expect(failed).toContainText("图片没有取到");
	await expect(failed).toContainText("不是图片");
	await expect(failed.locator("img")).toHaveCount(0);
	const asked = page.waitForResponse((answer) => answer.url().endsWith("/retry"));
	await failed.getByRole("button", { name: "重试" }).click();
	expect((await asked).ok()).toBe(true);
	await expect(failed).toContainText("图片没有取到");
});

test("the cover of a customer's card is shown in its place", async ({ desk, openAs }) => {
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	await desk.control(`POST /chat/${customer.appId}/${customer.user}/card?wait=1`, {
		title: "手作陶瓷杯",
		pagepath: "pages/goods/detail?id=17",
		thumb: await jpeg(500, 400, "seagreen"),
	});
	const card = log(page).getByRole("article").filter({ hasText: "手作陶瓷杯" });
	await expect(card).toBeVisible();
	await expect.poll(() => sizesOf(card.locator("img"))).toEqual(["84×72"]);
});

const pictures = (page: Page): Locator => log(page).getByRole("button", { name: "查看图片" });

const sizesOf = (found: Locator): Promise<string[]> =>
	found.evaluateAll((elements) =>
		elements
			.map((element) => element.getBoundingClientRect())
			.map(({ width, height }) => `${width}×${height}`),
	);

const areLoaded = (page: Page): Promise<boolean> =>
	pictures(page)
		.locator("img")
		.evaluateAll((images) => images.every((image) => (image as HTMLImageElement).naturalWidth > 0));

const sendsPicture = (desk: Desk, { appId, user }: Customer, picture: Record<string, unknown>) =>
	desk.control(`POST /chat/${appId}/${user}/image?wait=1`, picture);

async function jpeg(width: number, height: number, background: string): Promise<string> {
	const picture = sharp({ create: { width, height, channels: 3, background } });
	return (await picture.jpeg().toBuffer()).toString("base64");
}
