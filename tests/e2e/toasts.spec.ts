/** A toast says what was done without lying over anything that could be pressed next. */
import type { Page } from "@playwright/test";
import { header } from "@/tests/support/console-page";
import { expect, test } from "@/tests/support/e2e";
import { ownedThread } from "@/tests/support/owned-thread";

for (const width of [1920, 1440, 1200, 1024, 700, 390]) {
	test(`a toast covers no control, ${width} wide`, async ({ desk, openAs }) => {
		const options = { viewport: { width, height: 800 } };
		const { customer, page } = await ownedThread(desk, await openAs("agent", options));
		for (const text of ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"])
			await customer.says(text);
		await header(page)
			.getByRole("button", { name: /^结束(会话)?$/ })
			.click();
		const toast = page.locator("[data-sonner-toast]").filter({ hasText: "已结束" });
		await expect(toast).toBeVisible();
		expect(await controlsBelow(page)).toEqual([]);
		await expect(header(page).getByRole("button", { name: "重新打开" })).toBeVisible();

		if (width < 900) {
			await page.getByRole("button", { name: "返回" }).click();
			await expect(page.getByRole("region", { name: "会话列表" })).toBeVisible();
			await expect(toast).toBeVisible();
			expect(await controlsBelow(page), "over the list").toEqual([]);
		}
		await toast.getByRole("button", { name: "撤销" }).click();
		await expect(page.locator("[data-sonner-toast]").filter({ hasText: "已重新打开" })).toBeVisible();
	});
}

/** What could be pressed at any place that a toast covers, were it not there. */
const controlsBelow = (page: Page): Promise<string[]> =>
	page.evaluate(() => {
		const toaster = document.querySelector<HTMLElement>("[data-sonner-toaster]");
		const toasts = [...document.querySelectorAll("[data-sonner-toast]")].map((toast) =>
			toast.getBoundingClientRect(),
		);
		if (!toaster || toasts.length === 0) return ["no toast"];
		const found = new Set<string>();
		toaster.style.visibility = "hidden";
		for (const { left, right, top, bottom } of toasts) {
			if (left < 0 || right > window.innerWidth) found.add(`beyond the edge: ${left}–${right}`);
			for (let x = left; x <= right; x += 4) {
				for (let y = top; y <= bottom; y += 4) {
					const control = document
						.elementFromPoint(x, y)
						?.closest("a, button, input, textarea, [role=radio]");
					if (control) found.add(control.outerHTML.slice(0, 160));
				}
			}
		}
		toaster.style.visibility = "";
		return [...found];
	});
