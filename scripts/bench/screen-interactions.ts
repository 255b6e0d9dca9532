import type { Page } from "@playwright/test";
import { openInbox, type Stage } from "./screen-stage";

const KEYS = 60;
const CLICKS = 40;
const WORDS = "qingwen nin de dingdan shi shenme shihou xia de ne wo bang nin chakan yixia wuliu xinxi ";
/** Between two, as a quick person. */
const PAUSE_MS = 90;
/** The browser tells only of those that took as long as a frame. */
const LEAST_MS = 16;

/** Milliseconds from the input to the next frame, each interaction once; what is quicker than a frame counts as one. */
interface Interactions {
	list: number[];
	composer: number[];
}

/** Real input through the browser: keys J and K and clicks in the list, then writing at the field. */
export async function measureInteractions(stage: Stage): Promise<Interactions> {
	const { page } = stage;
	await openInbox(stage);
	await walkList(page);
	await clickRows(page);
	const list = await take(page, KEYS + CLICKS);
	await page.getByRole("textbox").last().click();
	await page.waitForTimeout(1000);
	await take(page, 1);
	for (const character of WORDS) {
		await page.keyboard.press(character === " " ? "Space" : character);
		await page.waitForTimeout(PAUSE_MS);
	}
	return { list, composer: await take(page, WORDS.length) };
}

async function walkList(page: Page): Promise<void> {
	await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
	for (let key = 0; key < KEYS; key++) {
		await page.keyboard.press(key % 20 < 14 ? "j" : "k");
		await page.waitForTimeout(PAUSE_MS);
	}
}

async function clickRows(page: Page): Promise<void> {
	for (let click = 0; click < CLICKS; click++) {
		const row = page.locator("a[data-conversation-id]").nth(1 + (click % 5));
		const box = await row.boundingBox();
		if (!box) throw new Error("the list has no rows");
		await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
		await page.waitForTimeout(PAUSE_MS);
	}
	await page.waitForTimeout(1000);
}

/** The durations so far; `amount` is how many there were, told or not. */
async function take(page: Page, amount: number): Promise<number[]> {
	await page.waitForTimeout(500);
	const told = await page.evaluate(() => {
		const durations = [...window.kefuInteractions.values()];
		window.kefuInteractions.clear();
		return durations;
	});
	return [...told, ...Array.from({ length: Math.max(0, amount - told.length) }, () => LEAST_MS)];
}
