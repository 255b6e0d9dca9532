/** Readable, reachable and whole: for eyes, for screen readers, on a desk and on a phone. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { composer, field, openThread, row } from "@/tests/support/console-page";
import { newCustomer } from "@/tests/support/customer";
import { expect, test } from "@/tests/support/e2e";
import { ownedThread } from "@/tests/support/owned-thread";

const LOOKS = [
	{ look: "light, 1440 wide", colorScheme: "light", viewport: { width: 1440, height: 900 } },
	{ look: "dark, 1440 wide", colorScheme: "dark", viewport: { width: 1440, height: 900 } },
	{ look: "light, 390 wide", colorScheme: "light", viewport: { width: 390, height: 844 } },
	{ look: "dark, 390 wide", colorScheme: "dark", viewport: { width: 390, height: 844 } },
] as const;

for (const { look, ...options } of LOOKS) {
	test(`nothing stands in anybody's way: ${look}`, async ({ desk, openAs, browser, trouble }) => {
		const stranger = await (await browser.newContext(options)).newPage();
		trouble.watch(stranger);
		await stranger.goto("/sign-in");
		await expect(stranger.getByRole("button", { name: "登录" })).toBeVisible();
		await expectSound(stranger, "sign-in");
		await stranger.context().close();

		const customer = await newCustomer(desk);
		await customer.says("退款什么时候到账？已经等了三天了，一直没有人告诉我怎么回事，请尽快处理一下好吗");
		await customer.says("转人工");
		const page = await openAs("agent", options);
		await page.goto("/inbox");
		await expect(row(page, customer)).toBeVisible();
		await expectSound(page, "inbox");

		const id = await customer.conversationId();
		await openThread(page, id);
		await expect(composer(page)).toContainText("还没有客服接待这位客户");
		await expectSound(page, "a conversation nobody has");
		await composer(page).getByRole("button", { name: "领取会话" }).click();
		await expect(field(page)).toBeVisible();
		await page.getByRole("button", { name: "客户资料" }).click();
		await expectSound(page, "a conversation of one's own");
		await page.emulateMedia({ contrast: "more" });
		await expectSound(page, "a conversation with more contrast");
		await page.emulateMedia({ contrast: null });

		await page.goto(`/simulator?channel=demo-json&customer=${customer.openid}`);
		await expect(page.getByRole("log", { name: "手机上的聊天" })).toContainText("转人工");
		await expectSound(page, "simulator");
	});
}

test("nothing is cut off at any width, nor at twice the size", async ({ desk, openAs }) => {
	const { page } = await ownedThread(desk, await openAs("agent"));
	await expect(page.getByRole("complementary", { name: "客户资料" })).toBeVisible();
	// 720 is a screen of 1440 at 200 %.
	for (const width of [1920, 1440, 1280, 1120, 1024, 900, 720, 640, 390]) {
		await page.setViewportSize({ width, height: width === 720 ? 450 : 900 });
		await expect(field(page)).toBeInViewport();
		await expect.poll(() => controlsOutside(page), `a conversation, ${width} wide`).toEqual([]);
	}
	await page.goto("/inbox");
	for (const width of [390, 640, 900, 1280]) {
		await page.setViewportSize({ width, height: 900 });
		await expect.poll(() => controlsOutside(page), `the list, ${width} wide`).toEqual([]);
	}
});

test("the Tab key goes through the page as it is read, one stop for the list and one for the log; links skip ahead", async ({
	desk,
	openAs,
}) => {
	const { page } = await ownedThread(desk, await openAs("agent"));
	await expect(
		page.getByRole("complementary", { name: "客户资料" }).getByRole("button").first(),
	).toBeVisible();
	const stops: string[] = [];
	const logAndList = { log: 0, row: 0 };
	for (let presses = 0; presses < 80; presses++) {
		await page.keyboard.press("Tab");
		const stop = await whereFocusIs(page);
		if (stop === "row" || stop === "log") logAndList[stop]++;
		if (stops.at(-1) !== stop) stops.push(stop);
		if (stop === "customer") break;
	}
	expect(stops).toEqual([
		"skip",
		"rail",
		"views",
		"presence",
		"list",
		"row",
		"header",
		"log",
		"composer",
		"customer",
	]);
	expect(logAndList).toEqual({ log: 1, row: 1 });

	await page.evaluate(() => (document.activeElement as HTMLElement).blur());
	await page.getByRole("link", { name: "跳到输入框" }).focus();
	await page.keyboard.press("Enter");
	await page.keyboard.press("Tab");
	expect(await whereFocusIs(page)).toBe("composer");
	await page.getByRole("link", { name: "跳到会话内容" }).focus();
	await page.keyboard.press("Enter");
	await page.keyboard.press("Tab");
	expect(await whereFocusIs(page)).toBe("header");
});

/** In which part of the page the focus is. */
const whereFocusIs = (page: Page): Promise<string> =>
	page.evaluate(() => {
		const focused = document.activeElement;
		const parts: Record<string, string> = {
			row: "[data-conversation-id]",
			log: "[role=log]",
			header: "#thread header",
			composer: "#composer",
			customer: "aside",
			presence: "section[aria-label=接待状态]",
			list: "section",
			views: "nav[aria-label=会话视图]",
			rail: "nav",
			skip: "a[href^='#']",
		};
		return Object.keys(parts).find((name) => focused?.closest(parts[name] ?? "")) ?? "nowhere";
	});

/** No fault that axe knows, nothing cut off at the sides. */
async function expectSound(page: Page, where: string): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	const told = violations.flatMap(({ id, help, nodes }) =>
		nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html.slice(0, 300)}\n${failureSummary}`),
	);
	expect(told, `axe on ${where}`).toEqual([]);
	expect(await controlsOutside(page), `beyond the edge of ${where}`).toEqual([]);
}

/** What can be pressed or written in, and reaches beyond the left or right edge of the screen. */
function controlsOutside(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const wide =
			document.documentElement.scrollWidth > window.innerWidth ? ["the page scrolls sideways"] : [];
		const controls = [...document.querySelectorAll<HTMLElement>("a, button, input, textarea, [role=radio]")];
		const scrolls = (element: Element | null): boolean =>
			element !== null &&
			(/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
		const outside = controls.filter((control) => {
			if (!control.checkVisibility({ visibilityProperty: true }) || control.closest(".sr-only")) return false;
			if (scrolls(control)) return false;
			const { left, right, width } = control.getBoundingClientRect();
			return width > 1 && (left < -1 || right > window.innerWidth + 1);
		});
		return [...wide, ...outside.map((control) => control.outerHTML.slice(0, 200))];
	});
}
