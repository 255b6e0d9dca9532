/** Writing a reply: nothing is sent before it is meant, nothing written is lost. */
import type { Response } from "@playwright/test";
import type { Desk } from "@/tests/support/browser-desk";
import {
	composer,
	expectStatus,
	field,
	log,
	message,
	openThread,
	row,
	send,
} from "@/tests/support/console-page";
import type { Customer } from "@/tests/support/customer";
import { expect, test } from "@/tests/support/e2e";
import { lateAnswers } from "@/tests/support/late-answers";
import { lateCode } from "@/tests/support/late-code";
import { ownedThread } from "@/tests/support/owned-thread";
import type { Json } from "@/tests/support/simulator";

test("Enter during composition belongs to the input method; the Enter after it sends the finished words", async ({
	desk,
	openAs,
}) => {
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	const posts: string[] = [];
	page.on("request", (request) => {
		if (request.method() === "POST" && request.url().endsWith("/messages")) posts.push(request.url());
	});
	const keyboard = await page.context().newCDPSession(page);
	await field(page).focus();
	for (const text of ["n", "ni", "ni hao"]) {
		await keyboard.send("Input.imeSetComposition", {
			text,
			selectionStart: text.length,
			selectionEnd: text.length,
		});
	}
	// What Chinese input methods report: key code 229, whatever key it was.
	const enter = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 229 };
	await keyboard.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...enter });
	await keyboard.send("Input.dispatchKeyEvent", { type: "keyUp", ...enter });
	// And what some do: the real key, while composing.
	const real = { ...enter, windowsVirtualKeyCode: 13 };
	await keyboard.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...real });
	await keyboard.send("Input.dispatchKeyEvent", { type: "keyUp", ...real });
	await expect(field(page)).toHaveValue("ni hao");
	await keyboard.send("Input.insertText", { text: "你好呀" });
	await expect(field(page)).toHaveValue("你好呀");
	expect(posts).toEqual([]);

	await page.keyboard.press("Shift+Enter");
	await page.keyboard.type("second line");
	await page.keyboard.press("Enter");
	await expect(field(page)).toHaveValue("");
	await expectStatus(page, "你好呀", "accepted");
	expect(posts).toHaveLength(1);
	expect((await customer.heard()).at(-1)).toBe("你好呀\nsecond line");
});

test("a draft survives a reload at once, and is there on another machine a moment later", async ({
	desk,
	openAs,
}) => {
	const { id, page } = await ownedThread(desk, await openAs("agent"));
	await field(page).fill("写了一半就刷新");
	await page.reload();
	await expect(field(page)).toHaveValue("写了一半就刷新");

	// The one with these words: what the reload kept may be on its way still.
	const saved = page.waitForResponse(draftWith("换台电脑"));
	await field(page).fill("写了一半，换台电脑");
	await saved;
	const elsewhere = await openAs("agent");
	await openThread(elsewhere, id);
	await expect(field(elsewhere)).toHaveValue("写了一半，换台电脑");

	// What is sent is no longer a draft.
	await field(page).press("Enter");
	await expectStatus(page, "换台电脑", "accepted");
	await expect(field(page)).toHaveValue("");
	await page.reload();
	await expect(message(page, "换台电脑")).toBeVisible();
	await expect(field(page)).toHaveValue("");
});

test("what is typed into a page whose code has not come yet stands below the draft, and is saved with it", async ({
	desk,
	openAs,
}) => {
	const { id, page } = await ownedThread(desk, await openAs("agent"));
	const saved = page.waitForResponse(draftWith("您好，"));
	await field(page).fill("您好，");
	await saved;

	const slow = await openAs("agent");
	const code = await lateCode(slow, "");
	code.hold();
	const opened = slow.goto(`/inbox/${id}`);
	await field(slow).click();
	await slow.keyboard.type("马上为您查");
	const both = slow.waitForResponse(draftWith("马上为您查"));
	code.come();
	await opened;
	await expect(field(slow)).toHaveValue("您好，\n马上为您查");
	await expect(field(slow)).toBeFocused();
	await both;
});

test("what is typed before the kept draft has come stands below it, and does not take its place", async ({
	desk,
	openAs,
}) => {
	const { customer, id, page } = await ownedThread(desk, await openAs("agent"));
	await page.goto("/inbox?view=mine");
	await page.request.put(`/api/conversations/${id}/draft`, { data: { text: "昨天写了很长" } });
	const detail = await lateAnswers(page, new RegExp(`/api/conversations/${id}$`));
	await row(page, customer).click();
	await field(page).fill("好的");
	const both = page.waitForResponse(draftWith("昨天写了很长\\n好的"));
	detail.come();
	await expect(field(page)).toHaveValue("昨天写了很长\n好的");
	await both;
});

test("a draft that is sent in one tab leaves the field of the other, where nobody has touched it", async ({
	desk,
	openAs,
}) => {
	const { id, page } = await ownedThread(desk, await openAs("agent"));
	const saved = page.waitForResponse(draftWith("只发一次"));
	await field(page).fill("只发一次");
	await saved;
	const other = await openAs("agent");
	await openThread(other, id);
	await expect(field(other)).toHaveValue("只发一次");
	const forgotten = page.waitForResponse(draftWith('"text":""'));
	await page.route("**/messages", async (route) => {
		if (route.request().method() === "POST") await forgotten;
		await route.continue();
	});
	await field(page).press("Enter");
	await expectStatus(other, "只发一次", "accepted");
	await expect(field(other)).toHaveValue("");
});

test("a text of exactly 2048 bytes is sent, one byte more cannot be", async ({ desk, openAs }) => {
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	const longest = `${"好".repeat(682)}ab`;
	await field(page).fill(`${longest}c`);
	await expect(composer(page).getByRole("alert")).toContainText("超出 1 字节，微信最多收 2048 字节");
	await expect(composer(page).getByRole("button", { name: "发送" })).toBeDisabled();
	await field(page).press("Enter");
	await expect(field(page)).toHaveValue(`${longest}c`);
	await expect(log(page).getByRole("article")).toHaveCount(3);

	await field(page).press("Backspace");
	await expect(composer(page)).toContainText("2048 / 2048 字节");
	await field(page).press("Enter");
	await expectStatus(page, longest, "accepted");
	expect((await customer.heard()).at(-1)).toBe(longest);
});

test("a text that would bring the browser's field to a halt stays out of it, said so; what was there stays", async ({
	desk,
	openAs,
}) => {
	const { page } = await ownedThread(desk, await openAs("agent"));
	await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
	await field(page).fill("您好，");
	await field(page).press("End");
	const paste = async (text: string) => {
		await page.evaluate((words) => navigator.clipboard.writeText(words), text);
		await page.keyboard.press("ControlOrMeta+v");
	};
	await paste("日志 ".repeat(100_000));
	await expect(
		page.getByText("要加入的文字有 300,000 个字符，输入框还能放 11,997 个，没有加入"),
	).toBeVisible();
	await expect(field(page)).toHaveValue("您好，");
	await paste("订单号 7731");
	await expect(field(page)).toHaveValue("您好，订单号 7731");
});

test("a reply stands in the thread in the very frame of its Enter, before the server has heard of it", async ({
	desk,
	openAs,
}) => {
	const { id, page } = await ownedThread(desk, await openAs("agent"));
	let goOn = () => {};
	const held = new Promise<void>((resolve) => {
		goOn = resolve;
	});
	await page.route("**/messages", async (route) => {
		if (route.request().method() === "POST") await held;
		await route.continue();
	});
	await field(page).fill("马上给您补发");
	const painted = page.evaluate(
		() =>
			new Promise<boolean>((resolve) => {
				const { port1, port2 } = new MessageChannel();
				port1.onmessage = () =>
					resolve(document.querySelector("[role=log]")?.textContent?.includes("马上给您补发") ?? false);
				// What a frame has drawn is there in the first task after it.
				const afterFrame = () => requestAnimationFrame(() => port2.postMessage(null));
				document.addEventListener("keydown", afterFrame, { once: true, capture: true });
			}),
	);
	await field(page).press("Enter");
	expect(await painted).toBe(true);
	await expectStatus(page, "马上给您补发", "sending");
	expect(
		await desk.sql(
			"SELECT id FROM messages WHERE conversation_id = $1 AND content ->> 'text' = '马上给您补发'",
			[id],
		),
	).toEqual([]);
	goOn();
	await expectStatus(page, "马上给您补发", "accepted");
});

test("five replies written in one go arrive in order, each once", async ({ desk, openAs }) => {
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	const texts = ["第一", "第二", "第三", "第四", "第五"];
	for (const text of texts.slice(0, 4)) await send(page, text);
	await send(page, "第五");
	for (const text of texts) await expectStatus(page, text, "accepted");
	expect((await customer.heard()).slice(-5)).toEqual(texts);
});

test("while the agent types the customer sees it, asked for once in 15 s, and no more when the text is gone", async ({
	desk,
	openAs,
}) => {
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	const told = page.waitForResponse((answer) => answer.url().endsWith("/typing"));
	await field(page).pressSequentially("好的我查一下您的订单", { delay: 20 });
	expect((await told).ok()).toBe(true);
	await expect.poll(() => typingCalls(desk, customer)).toEqual(["Typing"]);
	expect((await customer.phone()).typing).toBe(true);
	await field(page).fill("");
	await expect.poll(() => typingCalls(desk, customer)).toEqual(["Typing", "CancelTyping"]);
	await field(page).pressSequentially("马上", { delay: 20 });
	await field(page).press("Enter");
	await expectStatus(page, "马上", "accepted");
	expect(await typingCalls(desk, customer)).toEqual(["Typing", "CancelTyping"]);
});

test("a link the customer could not follow is refused before it leaves, with the reason, and goes back into the field", async ({
	desk,
	openAs,
	trouble,
}) => {
	trouble.expect(/answer 422: POST .*\/messages/);
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	await send(page, '<a href="https://shop.example">看看');
	const refused = message(page, "看看");
	await expect(refused.getByRole("alert")).toContainText("文字链接没有写完整");
	await refused.getByRole("button", { name: "放回输入框" }).click();
	await expect(field(page)).toHaveValue('<a href="https://shop.example">看看');
	await field(page).press("End");
	await page.keyboard.type("</a>");
	await page.keyboard.press("Enter");
	await expectStatus(page, "看看", "accepted");
	expect((await customer.heard()).at(-1)).toBe('<a href="https://shop.example">看看</a>');

	await field(page).fill("<b>粗体</b>");
	await expect(composer(page)).toContainText("标签会原样显示给客户");
});

const draftWith = (words: string) => (answer: Response) =>
	answer.ok() && answer.request().postData()?.includes(words) === true;

/** What WeChat was asked to show to this customer, oldest first. */
async function typingCalls(desk: Desk, { openid }: Customer): Promise<string[]> {
	const { items } = await desk.control(`GET /log?kind=api&openid=${openid}&limit=500`);
	return items
		.filter(({ request }: Json) => request.url.includes("/custom/typing"))
		.map(({ request }: Json) => JSON.parse(request.body).command);
}
