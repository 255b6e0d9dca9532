/** The cover of a card that is written by hand. */
import type { APIResponse, Route } from "@playwright/test";
import sharp from "sharp";
import { expectStatus, field } from "@/tests/support/console-page";
import { expect, test } from "@/tests/support/e2e";
import { ownedThread } from "@/tests/support/owned-thread";

test("a card leaves with the cover chosen last, whichever arrives last, and not while that is on its way", async ({
	desk,
	openAs,
}) => {
	const { page } = await ownedThread(desk, await openAs("agent"), "demo-mini");
	await field(page).press("Alt+KeyP");
	const dialog = page.getByRole("dialog", { name: "选择小程序卡片" });
	await dialog.getByRole("button", { name: "临时卡片" }).click();
	await dialog.getByRole("textbox", { name: "标题" }).fill("新到的杯子");
	await dialog.getByRole("textbox", { name: "页面路径" }).fill("pages/goods/new");
	const buffer = await sharp({ create: { width: 250, height: 200, channels: 3, background: "teal" } })
		.png()
		.toBuffer();
	const choose = async (button: string, name: string) => {
		const chosen = page.waitForEvent("filechooser");
		await dialog.getByRole("button", { name: button }).click();
		await (await chosen).setFiles([{ name, mimeType: "image/png", buffer }]);
	};
	await choose("选择封面", "first.png");
	await expect(dialog.getByRole("button", { name: "换一张封面" })).not.toHaveAttribute("aria-busy");

	const held: Route[] = [];
	await page.route("**/api/media", (route) => void held.push(route));
	const answer = async (route: Route | undefined): Promise<string> => {
		const response = (await route?.fetch()) as APIResponse; // both are held
		// One that the page has given up takes no answer.
		await route?.fulfill({ response }).catch(() => {});
		return (await response.json()).id;
	};
	await choose("换一张封面", "slow.png");
	await expect.poll(() => held.length).toBe(1);
	await page.keyboard.press("Control+Enter");
	await expect(dialog.getByRole("alert")).toHaveText("封面没有准备好，不能发送");
	await choose("换一张封面", "quick.png");
	await expect.poll(() => held.length).toBe(2);
	const last = await answer(held[1]);
	await expect(dialog.getByRole("button", { name: "换一张封面" })).not.toHaveAttribute("aria-busy");
	await answer(held[0]);
	const sent = page.waitForRequest((request) => request.postDataJSON?.()?.type === "miniprogrampage");
	await dialog.getByRole("button", { name: "发送卡片" }).click();
	expect((await sent).postDataJSON().mediaId).toBe(last);
	await expectStatus(page, "新到的杯子", "accepted");
});
