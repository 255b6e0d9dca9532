/** What people choose for their console holds at once, after a reload, and in every browser they sign in to. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page, Route } from "@playwright/test";
import { field } from "@/tests/support/console-page";
import { expect, test } from "@/tests/support/e2e";
import { ownedThread } from "@/tests/support/owned-thread";
import { newAgent } from "@/tests/support/people";

const dialog = (page: Page): Locator => page.getByRole("dialog", { name: "偏好设置" });
const html = (page: Page): Locator => page.locator("html");

const AS_BEFORE = {
	sendKey: "enter",
	singleKeys: true,
	sound: "mine",
	desktop: "mine",
	webPush: "mine",
	mentions: true,
	warnings: true,
	showText: false,
	theme: null,
	contrast: null,
	language: null,
};

test("what is chosen in the dialog survives a reload and follows to another browser; what fails is taken back", async ({
	desk,
	openAs,
	trouble,
}) => {
	const page = await openAs("agent2");
	try {
		await page.goto("/inbox");
		await page.getByRole("button", { name: "设置", exact: true }).click();
		await dialog(page).getByRole("tab", { name: "外观" }).click();
		await choose(page, "外观", "深色");
		await expect(html(page)).toHaveAttribute("data-theme", "dark");
		await choose(page, "对比度", "高");
		await expect(html(page)).toHaveAttribute("data-contrast", "more");
		await dialog(page).getByRole("tab", { name: "键盘" }).click();
		await choose(page, "发送", "⌘ ↵ 发送");
		await page.keyboard.press("Escape");
		await expect(page.getByRole("button", { name: "设置", exact: true })).toBeFocused();
		await page.reload();
		await expect(html(page)).toHaveAttribute("data-theme", "dark");

		const elsewhere = await openAs("agent2");
		await elsewhere.goto("/inbox");
		await expect(html(elsewhere)).toHaveAttribute("data-theme", "dark");
		await expect(html(elsewhere)).toHaveAttribute("data-contrast", "more");
		await elsewhere.keyboard.press("Control+,");
		await dialog(elsewhere).getByRole("tab", { name: "键盘" }).click();
		await expect(dialog(elsewhere).getByRole("radio", { name: "⌘ ↵ 发送" })).toBeChecked();

		// Another language without a new page: the place, the draft and what was typed stay.
		await elsewhere.keyboard.press("Escape");
		const { id } = await ownedThread(desk, elsewhere);
		await field(elsewhere).fill("写到一半");
		await elsewhere.getByRole("textbox", { name: "搜索" }).first().fill("李");
		await elsewhere.keyboard.press("Control+,");
		await dialog(elsewhere).getByRole("tab", { name: "语言" }).click();
		await choose(elsewhere, "语言", "English");
		await expect(elsewhere.getByRole("dialog", { name: "Preferences" })).toBeVisible();
		await expect(html(elsewhere)).toHaveAttribute("lang", "en");
		await elsewhere.keyboard.press("Escape");
		await expect(elsewhere.getByRole("textbox", { name: /^Search/ }).first()).toHaveValue("李");
		await expect(elsewhere.getByRole("textbox", { name: "Reply text" })).toHaveValue("写到一半");
		expect(elsewhere.url()).toContain(id);

		trouble.expect(/api\/me\/preferences/);
		await page.route("**/api/me/preferences", (route) =>
			route.request().method() === "PUT" ? route.abort() : route.continue(),
		);
		await page.keyboard.press("Control+,");
		await dialog(page).getByRole("tab", { name: "提醒" }).click();
		await choose(page, "声音", "不提醒", { keptOff: true });
		await expect(page.getByText(/^偏好没有保存。/)).toBeVisible();
		await expect(radio(page, "声音", "我的会话")).toBeChecked();
		await page.unroute("**/api/me/preferences");
	} finally {
		await page.request.put("/api/me/preferences", { data: AS_BEFORE });
	}
});

test.describe("with a service worker", () => {
	test.use({ serviceWorkers: "allow" });

	test("this browser and the others in which one is told: switched on, listed by name, removed", async ({
		openAs,
		baseURL,
	}) => {
		const page = await openAs("agent2");
		await page.context().grantPermissions(["notifications"], { origin: baseURL });
		await page.addInitScript(fakePushService, "https://push.example.com/this");
		await page.goto("/inbox");
		const other = { endpoint: "https://push.example.com/phone", keys: await page.evaluate(makeKeys) };
		const headers = { "user-agent": "Mozilla/5.0 (Linux; Android 15) Chrome/140.0.0.0 Mobile Safari/537.36" };
		expect((await page.request.post("/api/alerts/subscriptions", { data: other, headers })).status()).toBe(
			201,
		);

		await page.keyboard.press("Control+,");
		const here = dialog(page).getByRole("switch", { name: "在这个浏览器上接收" });
		await expect(here).not.toBeChecked();
		const others = dialog(page).getByRole("list", { name: "其他设备" });
		await expect(others).toContainText("Chrome · Android");
		await here.click();
		await expect(here).toBeChecked();
		await expect(others.getByRole("listitem")).toHaveCount(1);
		const known = async () => (await (await page.request.get("/api/alerts/subscriptions")).json()).items;
		expect((await known()).map(({ label }: { label: string }) => label)).toEqual([
			"Chrome · Windows",
			"Chrome · Android",
		]);
		await others.getByRole("button", { name: "移除Chrome · Android" }).click();
		await expect(others).toHaveCount(0);
		await here.click();
		await expect(here).not.toBeChecked();
		expect(await known()).toEqual([]);
	});
});

test("where the browser lets no service worker run, the switch says so and goes back", async ({
	openAs,
	baseURL,
}) => {
	const page = await openAs("agent2");
	await page.context().grantPermissions(["notifications"], { origin: baseURL });
	await page.goto("/inbox");
	await page.keyboard.press("Control+,");
	const here = dialog(page).getByRole("switch", { name: "在这个浏览器上接收" });
	await here.click();
	await expect(page.getByText(/^这个浏览器不让客服台在后台运行/)).toBeVisible();
	await expect(here).toBeEnabled();
	await expect(here).not.toBeChecked();
});

test("where notifications were refused, the dialog says how to allow them", async ({ openAs }) => {
	const page = await openAs("agent2");
	await page.addInitScript(() =>
		Object.defineProperty(Notification, "permission", { configurable: true, get: () => "denied" }),
	);
	await page.goto("/inbox");
	await page.keyboard.press("Control+,");
	await expect(dialog(page).getByText("这个浏览器拒绝了通知").first()).toBeVisible();
	await expect(dialog(page).getByRole("switch", { name: "在这个浏览器上接收" })).toHaveCount(0);
});

for (const [look, options] of Object.entries({
	"light, 1440 wide": { colorScheme: "light", viewport: { width: 1440, height: 900 } },
	"dark, 390 wide": { colorScheme: "dark", viewport: { width: 390, height: 844 } },
} as const))
	test(`the dialog is sound: ${look}`, async ({ openAs }) => {
		const page = await openAs("agent2", options);
		await page.goto("/inbox");
		await page.getByRole("link", { name: /^会话/ }).first().focus();
		await page.keyboard.press("Control+,");
		for (const name of ["提醒", "键盘", "外观", "语言"]) {
			await dialog(page).getByRole("tab", { name }).click();
			const { violations } = await new AxeBuilder({ page }).include("[role=dialog]").analyze();
			expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
			expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
		}
		await dialog(page).getByRole("tab", { name: "语言" }).focus();
		await page.keyboard.press("Home");
		await expect(dialog(page).getByRole("tab", { name: "提醒" })).toBeFocused();
	});

test("of two quick changes the first stays on screen, and when the second is refused only that is taken back", async ({
	desk,
	openAs,
	trouble,
}) => {
	trouble.expect(/api\/me\/preferences/);
	const page = await openAs(await newAgent(desk, "快手"));
	await page.goto("/inbox");
	await page.keyboard.press("Control+,");
	// What was saved once is what a change is built on.
	await choose(page, "推送", "不提醒");
	const held: Route[] = [];
	await page.route("**/api/me/preferences", (route) => {
		if (route.request().method() !== "PUT") return route.continue();
		held.push(route);
	});
	const [sound, desktop] = [radio(page, "声音", "不提醒"), radio(page, "桌面通知", "不提醒")];
	await sound.click();
	await expect(sound).toBeChecked();
	await desktop.click();
	await expect(desktop).toBeChecked();
	await expect(sound).toBeChecked();
	await expect.poll(() => held.length).toBe(1);
	await held[0]?.continue();
	await expect.poll(() => held.length).toBe(2);
	await held[1]?.abort();
	await expect(page.getByText(/^偏好没有保存。/)).toBeVisible();
	await expect(desktop).not.toBeChecked();
	await expect(sound).toBeChecked();
});

const radio = (page: Page, group: string, option: string): Locator =>
	page.getByRole("dialog").getByRole("radiogroup", { name: group }).getByRole("radio", { name: option });

async function choose(page: Page, group: string, option: string, { keptOff = false } = {}): Promise<void> {
	const answered = keptOff
		? page.waitForEvent("requestfailed", (request) => request.url().endsWith("/api/me/preferences"))
		: page.waitForResponse((answer) => answer.request().method() === "PUT" && answer.ok());
	await radio(page, group, option).click();
	await answered;
}

/** Private browsers, such as those of these tests, have no push service: this one takes every browser in. */
function fakePushService(endpoint: string): void {
	let subscription: object | null = null;
	const newKey = (bytes: number) =>
		btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(bytes))))
			.replaceAll("+", "-")
			.replaceAll("/", "_")
			.replace(/=+$/, "");
	Object.assign(PushManager.prototype, {
		async subscribe() {
			const keys = { p256dh: newKey(65), auth: newKey(16) };
			subscription = {
				endpoint,
				toJSON: () => ({ endpoint, expirationTime: null, keys }),
				async unsubscribe() {
					subscription = null;
					return true;
				},
			};
			return subscription;
		},
		getSubscription: async () => subscription,
	});
}

/** Of the right sizes. */
function makeKeys(): { p256dh: string; auth: string } {
	const zeros = (bytes: number) => btoa("\0".repeat(bytes)).replace(/=+$/, "");
	return { p256dh: zeros(65), auth: zeros(16) };
}
