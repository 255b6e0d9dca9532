/** Pictures an agent sends: added in any way, checked before they leave, in order, once each. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import sharp from "sharp";
import { composer, field, header, log } from "@/tests/support/console-page";
import { type Customer, newCustomer } from "@/tests/support/customer";
import { expect, test } from "@/tests/support/e2e";
import { ownedThread } from "@/tests/support/owned-thread";

test("pasted, dropped and chosen pictures and a text arrive on the phone as four messages, in their order", async ({
	desk,
	openAs,
}) => {
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	await field(page).focus();
	await paste(page, { name: "one.png", bytes: await png(40, 30) });
	await expect(tiles(page)).toHaveCount(1);
	await expect(tiles(page)).toContainText("one.png · 1 KB");

	await drag(page, "dragover", { name: "two.png", bytes: await png(60, 30) });
	await expect(composer(page)).toContainText("松开以添加图片");
	await drag(page, "drop", { name: "two.png", bytes: await png(60, 30) });
	await expect(composer(page)).not.toContainText("松开以添加图片");

	// What is dropped on a dialog does not fall through it to the field, and does not replace the page either.
	await page.keyboard.press("Alt+KeyP");
	const over = page.getByRole("dialog", { name: "选择小程序卡片" });
	const strayed = await transfer(page, { name: "stray.png", bytes: await png(50, 30) });
	for (const type of ["dragover", "drop"])
		expect(
			await over.evaluate(
				(node, { type, dataTransfer }) =>
					node.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer })),
				{ type, dataTransfer: strayed },
			),
		).toBe(false);
	await page.keyboard.press("Escape");
	await expect(over).toHaveCount(0);
	await expect(composer(page)).not.toContainText("松开以添加图片");
	await expect(tiles(page)).toHaveCount(2);

	const dialog = page.waitForEvent("filechooser");
	await composer(page).getByRole("button", { name: "添加图片" }).press("Enter");
	const chosen = { name: "three.jpg", mimeType: "image/jpeg", buffer: await jpeg(80, 30) };
	await (await dialog).setFiles([chosen]);
	await expect(tiles(page)).toHaveCount(3);
	await expect(field(page)).toBeFocused();
	await page.keyboard.type("三张图");
	await expect(composer(page)).toContainText("图片与文字分 4 条发送，占 4 条额度");
	await expect(composer(page)).toContainText("发送后剩 1 条");
	await expect(composer(page).getByRole("button", { name: "发送 4 条" })).toBeEnabled();
	await expect(composer(page).getByRole("progressbar")).toHaveCount(0);

	await page.keyboard.press("Enter");
	await expect(tiles(page)).toHaveCount(0);
	await expect(field(page)).toHaveValue("");
	await expectSent(page, 4);
	expect(await lastOnPhone(customer, 4)).toEqual(["image", "image", "image", "三张图"]);
	await expect(header(page)).toContainText("还可发 1 条");
});

test("what is no picture is refused by its content before it is uploaded, what cannot be read after it, and neither keeps the text", async ({
	desk,
	openAs,
	trouble,
}) => {
	trouble.expect(/answer 422: POST .*\/api\/media/);
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	const uploads: string[] = [];
	page.on("request", (request) => {
		if (request.url().endsWith("/api/media")) uploads.push(request.method());
	});
	await field(page).fill("先看文字");
	await choose(page, [{ name: "photo.png", bytes: Buffer.from("I am a text, whatever my name says.") }]);
	await expect(tiles(page).getByRole("alert")).toHaveText("不是可以发送的图片");
	await expect(tiles(page).getByRole("button", { name: "重新上传" })).toHaveCount(0);
	await expect(composer(page).getByRole("button", { name: "发送", exact: false }).last()).toBeDisabled();
	await field(page).press("Enter");
	await expect(field(page)).toHaveValue("先看文字");
	expect(uploads).toEqual([]);
	await page.getByRole("button", { name: "移除 photo.png" }).click();
	await expect(field(page)).toBeFocused();

	await choose(page, [
		{ name: "big.png", bytes: Buffer.concat([await png(9, 9), Buffer.alloc(10 * 1024 * 1024)]) },
	]);
	await expect(tiles(page).getByRole("alert")).toHaveText("超过 10 MB，不能发送");
	expect(uploads).toEqual([]);
	await page.getByRole("button", { name: "移除 big.png" }).click();

	// Begins like a picture, and is none.
	await choose(page, [{ name: "cut.png", bytes: (await png(50, 50)).subarray(0, 40) }]);
	await expect(tiles(page).getByRole("alert")).toBeVisible();
	expect(uploads).toEqual(["POST"]);
	await page.getByRole("button", { name: "移除 cut.png" }).click();
	await page.keyboard.press("Enter");
	await expectSent(page, 1);
	expect(await lastOnPhone(customer, 1)).toEqual(["先看文字"]);
});

test("an upload tells how far it is, survives a look at another conversation, and can be taken back", async ({
	desk,
	openAs,
}) => {
	const { id, page } = await ownedThread(desk, await openAs("agent"));
	const other = await newCustomer(desk);
	await other.says("你好");
	let goOn = () => {};
	const held = new Promise<void>((resolve) => {
		goOn = resolve;
	});
	await page.route("**/api/media", async (route) => {
		await held;
		await route.continue();
	});
	await choose(page, [
		{ name: "a.png", bytes: await png(40, 30) },
		{ name: "b.png", bytes: await png(40, 30) },
	]);
	await expect(composer(page).getByRole("progressbar", { name: "a.png 的上传进度" })).toBeVisible();
	await page.getByRole("button", { name: "移除 b.png" }).click();

	await page.getByRole("link", { name: new RegExp(`^${other.name}，`) }).click();
	await expect(page).toHaveURL(new RegExp(await other.conversationId()));
	await expect(tiles(page)).toHaveCount(0);
	await page.goBack();
	await expect(page).toHaveURL(new RegExp(id));
	await expect(tiles(page)).toHaveCount(1);
	await expect(tiles(page)).toContainText("上传中");
	goOn();
	await expect(tiles(page)).not.toContainText("上传中");
	await field(page).press("Enter");
	await expectSent(page, 1);
});

test("without a network pictures and text queue, and leave in order and once when it is back", async ({
	desk,
	openAs,
	trouble,
}) => {
	trouble.expect(/ERR_INTERNET_DISCONNECTED/);
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	await page.context().setOffline(true);
	await expect(composer(page).getByRole("button", { name: "排队发送" })).toBeVisible();
	await choose(page, [{ name: "a.png", bytes: await png(40, 30) }]);
	await expect(tiles(page)).toContainText("恢复后自动上传");
	await field(page).fill("图在上面");
	await field(page).press("Enter");
	await expect(log(page).locator("article[data-status=waiting]")).toHaveCount(2);
	await page.context().setOffline(false);
	await expectSent(page, 2);
	expect(await lastOnPhone(customer, 2)).toEqual(["image", "图在上面"]);
	expect(
		(await customer.phone()).items.filter(({ type }: { type: string }) => type === "image"),
	).toHaveLength(1);
});

test("before a picture at the field is lost with its page, the browser asks", async ({ desk, openAs }) => {
	const { page } = await ownedThread(desk, await openAs("agent"));
	await choose(page, [{ name: "a.png", bytes: await png(40, 30) }]);
	await expect(tiles(page)).toHaveCount(1);
	const asked = page.waitForEvent("dialog");
	const reloaded = page.reload();
	const dialog = await asked;
	expect(dialog.type()).toBe("beforeunload");
	await dialog.accept();
	await reloaded;
	await expect(field(page)).toBeVisible();
	await expect(tiles(page)).toHaveCount(0);
});

for (const [look, options] of Object.entries({
	"light, 1440 wide": { colorScheme: "light", viewport: { width: 1440, height: 900 } },
	"dark, 390 wide": { colorScheme: "dark", viewport: { width: 390, height: 844 } },
} as const))
	test(`pictures, refused ones and held replies stand in nobody's way: ${look}`, async ({ desk, openAs }) => {
		const { id, page } = await ownedThread(desk, await openAs("agent", options));
		await choose(page, [
			{ name: "a-picture-with-quite-a-long-name-indeed.png", bytes: await png(40, 30) },
			{ name: "no-picture.png", bytes: Buffer.from("text") },
		]);
		await expect(tiles(page).getByRole("alert")).toBeVisible();
		await expect(composer(page).getByRole("progressbar")).toHaveCount(0);
		await field(page).fill("两张图");
		await expectSound(page);
		for (const name of [/^移除 no-picture/, /^移除 a-picture/])
			await page.getByRole("button", { name }).click();
		await field(page).fill("");
		for (let count = 0; count < 5; count++) {
			const data = { clientKey: `k${count}`, type: "text", text: `第 ${count} 条` };
			await page.request.post(`/api/conversations/${id}/messages`, { data });
		}
		await composer(page).getByRole("button", { name: "写一条待发消息" }).click();
		await expectSound(page);
	});

/** No fault that axe knows, and nothing beyond the sides. */
async function expectSound(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).include("#composer").analyze();
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\n")}`)).toEqual([]);
	const wide = () => document.documentElement.scrollWidth > window.innerWidth;
	expect(await page.evaluate(wide), "the page scrolls sideways").toBe(false);
}

interface TestFile {
	name: string;
	bytes: Buffer;
}

const blank = (width: number, height: number) =>
	sharp({ create: { width, height, channels: 3, background: { r: width, g: height, b: 90 } } });
const png = (width: number, height: number): Promise<Buffer> => blank(width, height).png().toBuffer();
const jpeg = (width: number, height: number): Promise<Buffer> => blank(width, height).jpeg().toBuffer();

const tiles = (page: Page) =>
	composer(page).getByRole("list", { name: "要发送的图片" }).getByRole("listitem");

/** As the file dialog gives them. */
async function choose(page: Page, files: TestFile[]): Promise<void> {
	const dialog = page.waitForEvent("filechooser");
	const more = composer(page).getByRole("button", { name: "更多工具" });
	if (await more.isVisible()) {
		await more.click();
		await page.getByRole("menuitem", { name: "添加图片" }).click();
	} else await composer(page).getByRole("button", { name: "添加图片" }).click();
	const chosen = files.map(({ name, bytes }) => ({ name, mimeType: "image/png", buffer: bytes }));
	await (await dialog).setFiles(chosen);
}

/** As the clipboard gives it. */
async function paste(page: Page, file: TestFile): Promise<void> {
	const clipboardData = await transfer(page, file);
	await field(page).evaluate((element, data) => {
		const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
		element.dispatchEvent(event);
	}, clipboardData);
}

/** Over the messages, far from the field: the whole column takes it. */
async function drag(page: Page, type: "dragover" | "drop", file: TestFile): Promise<void> {
	await log(page).dispatchEvent(type, { dataTransfer: await transfer(page, file) });
}

const transfer = (page: Page, { name, bytes }: TestFile) =>
	page.evaluateHandle(
		({ name, base64 }) => {
			const content = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
			const data = new DataTransfer();
			data.items.add(new File([content], name, { type: "image/png" }));
			return data;
		},
		{ name, base64: bytes.toString("base64") },
	);

/** The last messages are ours and have all been accepted. */
async function expectSent(page: Page, count: number): Promise<void> {
	const ours = log(page).getByRole("article");
	await expect
		.poll(async () => {
			const all = await ours.evaluateAll((articles) => articles.map((article) => article.dataset.status));
			return all.slice(-count);
		})
		.toEqual(Array.from({ length: count }, () => "accepted"));
}

/** What the phone shows last: texts as they are, anything else by its type. */
async function lastOnPhone(customer: Customer, count: number): Promise<string[]> {
	const { items } = await customer.phone();
	const ours = items.filter(({ from }: { from: string }) => from === "api").slice(-count);
	return ours.map(({ type, text }: { type: string; text?: string }) => (type === "text" ? text : type));
}
