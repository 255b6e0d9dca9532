import { expect, type Page } from "@playwright/test";

/** The first key of a page: it may come before the page listens. */
export async function pressUntil(page: Page, key: string, happened: () => Promise<void>): Promise<void> {
	await expect(async () => {
		await page.keyboard.press(key);
		await happened();
	}).toPass();
}
