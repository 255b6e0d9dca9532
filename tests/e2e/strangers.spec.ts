/** Whatever a customer writes is text, and stays in its own place. */
import type { Page } from "@playwright/test";
import { log, message, openThread } from "@/tests/support/console-page";
import { newCustomer } from "@/tests/support/customer";
import { expect, test } from "@/tests/support/e2e";
import { ownedThread } from "@/tests/support/owned-thread";

const PILE = `e${"\u0301".repeat(100)}`;

test("HTML is shown letter for letter and does nothing", async ({ desk, openAs }) => {
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	const written = '<img src=x onerror="window.__was=1"><script>window.__was=1</script><b>粗</b>&lt;';
	await customer.says(written);
	await expect(message(page, "粗").locator("bdi")).toHaveText(written);
	await expect(page.locator("img[src=x]")).toHaveCount(0);
	expect(await page.evaluate(() => "__was" in window)).toBe(false);
});

test("directions and invisible characters are named, and nothing beside them moves", async ({
	desk,
	openAs,
}) => {
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	await customer.says("普通的一句");
	await expect(message(page, "普通的一句")).toBeVisible();
	await customer.says("发票\u202Efdp.exe \u2066隔离 零\u200B宽");
	const hostile = message(page, "发票");
	await expect(hostile.locator("[data-hidden-characters]")).toHaveText(["U+202E", "U+2066", "U+200B"]);
	// Read from left to right, as it was written.
	const before = await page.evaluate(() => {
		const text = [...document.querySelectorAll("article bdi")].at(-1)?.lastChild?.previousSibling;
		return text?.textContent ?? "";
	});
	expect(before).not.toMatch(/[\u200B\u202A-\u202E\u2066-\u2069]/);
	await expect(page.getByRole("list", { name: "会话", exact: true })).not.toContainText("\u202E");
});

test("a pile of marks stays in its bubble; ten thousand characters without a blank wrap", async ({
	desk,
	openAs,
}) => {
	const { customer, id, page } = await ownedThread(desk, await openAs("agent"));
	await customer.says(`叠${PILE}`);
	await expect(message(page, "叠").locator("[data-hidden-characters]")).toHaveText("U+0301 ×96");
	await customer.says("长".repeat(600));
	// Longer than WeChat would ever let through.
	await desk.sql(
		`UPDATE messages SET content = jsonb_build_object('type', 'text', 'text', $2::text)
			WHERE conversation_id = $1 AND seq = (SELECT max(seq) FROM messages WHERE conversation_id = $1)`,
		[id, "x".repeat(10_000)],
	);
	await page.reload();
	await expect(message(page, "xxxx")).toBeVisible();
	expect(await sticksOut(page)).toEqual([]);
	for (const viewport of [
		{ width: 1024, height: 800 },
		{ width: 390, height: 844 },
	]) {
		await page.setViewportSize(viewport);
		expect(await sticksOut(page), `${viewport.width} wide`).toEqual([]);
	}
});

test("where a customer came from is text too: in the header, the panel, the thread and the list", async ({
	desk,
	openAs,
}) => {
	const customer = await newCustomer(desk);
	await customer.enter("订单\u202E<b>x</b>\u2067");
	await customer.says("你好");
	const page = await openAs("agent");
	await openThread(page, await customer.conversationId());
	const named = "订单[U+202E]<b>x</b>[U+2067]";
	await expect(page.locator("main header")).toContainText(named);
	await expect(log(page).getByRole("note").first()).toContainText(named);
	await expect(page.getByRole("complementary")).toContainText("订单U+202E<b>x</b>U+2067");
	expect(await page.evaluate(() => /[\u202E\u2067]/.test(document.body.innerText))).toBe(false);
	const attributes = await page.evaluate(() =>
		[...document.querySelectorAll("*")]
			.flatMap((element) => [...element.attributes])
			.filter(({ value }) => /[\u202E\u2067]/.test(value))
			.map(({ name }) => name),
	);
	expect(attributes).toEqual([]);
});

/** Texts in bubbles that reach beyond their bubble, and bubbles beyond the log. */
const sticksOut = (page: Page): Promise<string[]> =>
	page.evaluate(() => {
		const log = document.querySelector("[role=log]");
		if (!log) return ["no log"];
		const edge = log.getBoundingClientRect();
		const bubbles = [...log.querySelectorAll("article bdi")].map((text) => text.parentElement);
		const wide = bubbles.flatMap((bubble) => {
			if (!bubble) return [];
			const { left, right } = bubble.getBoundingClientRect();
			const fits = left >= edge.left && right <= edge.right && bubble.scrollWidth <= bubble.clientWidth + 1;
			return fits ? [] : [`${bubble.textContent?.slice(0, 20)}: ${left}–${right}`];
		});
		return log.scrollWidth > log.clientWidth ? [...wide, "the log scrolls sideways"] : wide;
	});
