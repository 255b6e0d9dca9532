/** What stands out in a field stands where its letters stand, however the text breaks, scrolls or is scaled. */
import type { Locator, Page } from "@playwright/test";
import { composer, field } from "@/tests/support/console-page";
import { expect, PEOPLE, test } from "@/tests/support/e2e";
import { ownedThread } from "@/tests/support/owned-thread";

const NAME = `@${PEOPLE.agent2.name}`;
/** Long words, wide and narrow letters, families of emoji, tabs, blanks at the ends of lines. */
const HARD =
	"AVATAR->ffi “引号”——Kevin，ｆｕｌｌ　ｗｉｄｅ😀👨‍👩‍👧‍👦1️⃣ \ttab   12:30、（括号）…… https://shop.example/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ";

test("names and blanks are marked on their very letters: long, scrolled, scaled, on a phone", async ({
	desk,
	openAs,
}) => {
	const { page } = await ownedThread(desk, await openAs("agent"));
	await field(page).fill(`${HARD}{{收货城市}}${HARD}x{{预计天数}}y\n\n{{收货城市}}\n`);
	expect(await misplaced(page, 3)).toEqual([]);
	await composer(page).getByRole("tab", { name: "内部备注" }).click();
	const note = page.getByRole("textbox", { name: "内部备注内容" });
	await note.fill(`${HARD}${NAME}${HARD}\n`.repeat(6) + NAME);
	expect(await misplaced(page, 7)).toEqual([]);
	await scroll(note, 0);
	expect(await misplaced(page, 7)).toEqual([]);
	await scroll(note, 77);
	expect(await misplaced(page, 7)).toEqual([]);
	await page.evaluate(() => {
		document.documentElement.style.zoom = "1.33";
	});
	expect(await misplaced(page, 7)).toEqual([]);
	await page.setViewportSize({ width: 390, height: 844 });
	await page.evaluate(() => {
		document.documentElement.style.zoom = "";
	});
	expect(await misplaced(page, 7)).toEqual([]);
	await note.fill("没有名字");
	await expect(marks(page)).toHaveCount(0);
});

test("a name is marked while an input method composes, and nothing of the marks is read aloud", async ({
	desk,
	openAs,
}) => {
	const { page } = await ownedThread(desk, await openAs("agent"));
	await page.keyboard.press("n");
	await page.keyboard.insertText(`${NAME} `);
	const keyboard = await page.context().newCDPSession(page);
	await keyboard.send("Input.imeSetComposition", { text: "ke hu", selectionStart: 5, selectionEnd: 5 });
	await expect(page.getByRole("textbox", { name: "内部备注内容" })).toHaveValue(`${NAME} ke hu`);
	expect(await misplaced(page, 1)).toEqual([]);
	await keyboard.send("Input.insertText", { text: "客户" });
	await expect(page.getByRole("textbox", { name: "内部备注内容" })).toHaveValue(`${NAME} 客户`);
	await expect(marks(page)).toHaveText([NAME]);
	expect((await composer(page).ariaSnapshot()).split(NAME)).toHaveLength(2);
});

const marks = (page: Page): Locator => composer(page).locator("[data-field-marks] [data-from]");

async function scroll(note: Locator, top: number): Promise<void> {
	await note.evaluate((element, to) => {
		element.scrollTop = to;
	}, top);
	await expect
		.poll(() =>
			note.evaluate((element) => element.parentElement?.querySelector("[data-field-marks]")?.scrollTop),
		)
		.toBe(await note.evaluate((element) => element.scrollTop));
}

/** Marks in sight whose edges are not where the field's own letters have theirs. */
async function misplaced(page: Page, count: number): Promise<string[]> {
	await expect(marks(page)).toHaveCount(count);
	return page.evaluate(() => {
		const layer = document.querySelector("[data-field-marks]");
		const area = layer?.parentElement?.querySelector("textarea");
		if (!layer || !area) return ["no marks"];
		const seen = area.getBoundingClientRect();
		const inSight = (y: number) => y > seen.top + 1 && y < seen.bottom - 1;
		const faults = [...layer.querySelectorAll<HTMLElement>("[data-from]")].flatMap((mark) => {
			const from = Number(mark.dataset.from);
			const rects = [...mark.getClientRects()].filter(({ width }) => width > 0);
			const [first, last] = [rects[0], rects.at(-1)];
			const offset = (x: number, { top, height }: DOMRect) =>
				document.caretPositionFromPoint(x, top + height / 2)?.offset;
			const wrong: string[] = [];
			if (first && inSight(first.top + first.height / 2) && offset(first.left + 1, first) !== from)
				wrong.push(`${from} begins at ${offset(first.left + 1, first)}`);
			const to = from + (mark.textContent?.length ?? 0);
			if (last && inSight(last.top + last.height / 2) && offset(last.right - 1, last) !== to)
				wrong.push(`${to} ends at ${offset(last.right - 1, last)}`);
			return wrong;
		});
		const heights = [layer.scrollHeight, area.scrollHeight];
		return heights[0] === heights[1] ? faults : [...faults, `heights ${heights}`];
	});
}
