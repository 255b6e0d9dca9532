/** The field is there exactly when a reply can be sent; what stands in its place says why not, and what helps. */
import sharp from "sharp";
import {
	composer,
	expectStatus,
	field,
	header,
	message,
	openThread,
	send,
} from "@/tests/support/console-page";
import { newCustomer } from "@/tests/support/customer";
import { expect, PEOPLE, test } from "@/tests/support/e2e";
import { ownedThread } from "@/tests/support/owned-thread";

const HOUR_SECONDS = 3600;

test("S1: what WeChat still lets through: five, the last one, none; closed after 48 hours; open again when the customer writes", async ({
	desk,
	openAs,
}) => {
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	await expect(header(page)).toContainText("还可发 5 条");
	for (const text of ["一", "二", "三"]) await send(page, `第${text}条`);
	await expect(header(page)).toContainText("还可发 2 条");
	await expect(composer(page)).toContainText("发送后剩 1 条");
	await send(page, "第四条");
	await expect(composer(page)).toContainText("只剩 1 条");
	await field(page).fill("第五条");
	await composer(page).getByRole("button", { name: "发送最后 1 条" }).click();
	await expect(composer(page)).toContainText("5 条回复额度已用完");
	await expect(field(page)).toHaveCount(0);
	await expectStatus(page, "第五条", "accepted");
	await composer(page).getByRole("button", { name: "写一条待发消息" }).click();
	await expect(field(page)).toBeFocused();

	// What is being written when the window opens is simply sent.
	await page.keyboard.type("写到一半");
	await customer.says("再问一个");
	await expect(composer(page)).not.toContainText("客户回复后自动发出");
	await expect(field(page)).toBeFocused();
	await page.keyboard.press("Enter");
	await expectStatus(page, "写到一半", "accepted");
	await expect(header(page)).toContainText("还可发 4 条");

	await customer.says("再问一个");
	await expect(header(page)).toContainText("还可发 5 条");
	await expect(field(page)).toBeVisible();
	await jump(page, 48 * HOUR_SECONDS);
	await expect(composer(page)).toContainText("回复窗口已关闭");
	await expect(header(page)).toContainText("窗口已关闭");
	await expect(field(page)).toHaveCount(0);

	await customer.says("还在吗");
	await expect(field(page)).toBeVisible();
	await desk.control("POST /clock", { reset: true });
});

test("the last reply closes the field at once and for good, however late the word of what it cost", async ({
	desk,
	openAs,
}) => {
	const { page } = await ownedThread(desk, await openAs("agent"));
	for (const text of ["一", "二", "三", "四"]) {
		await send(page, `第${text}条`);
		await expectStatus(page, `第${text}条`, "accepted");
	}
	await expect(header(page)).toContainText("还可发 1 条");
	let goOn = () => {};
	const held = new Promise<void>((resolve) => {
		goOn = resolve;
	});
	// A word that is on its way already says the old number.
	await page.route("**/api/sync?*", async (route) => {
		await held;
		await route.continue();
	});
	const taken = page.waitForResponse((answer) => answer.url().endsWith("/messages") && answer.ok());
	await send(page, "第五条");
	await taken;
	await expect(message(page, "第五条"), "the answer is drawn").toHaveAttribute("data-seq", /\d/);
	await composer(page).getByRole("button", { name: "写一条待发消息" }).click();
	await page.keyboard.type("之后再说");
	await expect(composer(page)).toContainText("客户回复后自动发出");
	goOn();
	await expectStatus(page, "第五条", "accepted");
	await expect(field(page)).toBeFocused();
	await expect(field(page)).toHaveValue("之后再说");
});

test("what is written while the window is closed waits in sight, and leaves by itself, in order, when the customer writes", async ({
	desk,
	openAs,
}) => {
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	await field(page).fill("等您回来");
	await jump(page, 48 * HOUR_SECONDS);
	await expect(composer(page)).toContainText("客户回复后自动发出");
	await expect(field(page)).toBeFocused();
	await expect(field(page)).toHaveValue("等您回来");
	const chosen = page.waitForEvent("filechooser");
	await composer(page).getByRole("button", { name: "添加图片" }).click();
	await (await chosen).setFiles([{ name: "a.png", mimeType: "image/png", buffer: await picture() }]);
	await field(page).fill("等您回来再看");
	await expect(composer(page)).toContainText("分 2 条，客户回复后按顺序发出");
	await composer(page).getByRole("button", { name: "存为待发" }).click();
	await expectStatus(page, "等您回来再看", "held");
	await expect(composer(page)).toContainText("已有 2 条待发");
	await expect(field(page)).toBeFocused();
	expect((await customer.heard()).at(-1)).not.toBe("等您回来再看");

	await composer(page).getByRole("button", { name: "收起" }).click();
	await expect(composer(page)).toContainText("回复窗口已关闭");
	await expect(composer(page)).toContainText("已有 2 条待发");
	await customer.says("回来了");
	await expectStatus(page, "等您回来再看", "accepted");
	const { items } = await customer.phone();
	const ours = items.filter(({ from }: { from: string }) => from === "api");
	expect(ours.slice(-2).map(({ type }: { type: string }) => type)).toEqual(["image", "text"]);
	await expect(header(page)).toContainText("还可发 3 条");
	await desk.control("POST /clock", { reset: true });
});

test("a channel in trouble says so at the field, what is written queues, and leaves once it is mended", async ({
	desk,
	openAs,
}) => {
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	await desk.control("POST /faults", {
		target: "api",
		path: "custom/send",
		openid: customer.openid,
		kind: "errcode",
		errcode: 48001,
	});
	try {
		await send(page, "发得出去吗");
		await expect(composer(page).getByRole("alert")).toContainText("已通知管理员，修复后自动重发");
		await expect(composer(page).getByRole("button", { name: "排队发送" })).toBeVisible();
		await send(page, "我接着写");
		await expectStatus(page, "我接着写", "queued");
	} finally {
		await desk.control("DELETE /faults");
	}
	await expectStatus(page, "我接着写", "accepted");
	await expectStatus(page, "发得出去吗", "accepted");
	await expect(composer(page).getByRole("alert")).toHaveCount(0);
	expect((await customer.heard()).slice(-2)).toEqual(["发得出去吗", "我接着写"]);
});

test("the time left is the server's, however wrong the clock of the agent's machine", async ({
	desk,
	openAs,
}) => {
	const page = await openAs("agent");
	// Ten minutes fast: by its own clock every minute after entering is long over.
	await page.addInitScript(() => {
		const Right = Date;
		const aheadMs = 600_000;
		globalThis.Date = new Proxy(Right, {
			construct: (target, args) =>
				Reflect.construct(target, args.length === 0 ? [Right.now() + aheadMs] : args),
			get: (target, name) => (name === "now" ? () => Right.now() + aheadMs : Reflect.get(target, name)),
		});
	});
	const customer = await newCustomer(desk, "demo-mini");
	await customer.enter("订单详情");
	await openThread(page, await customer.conversationId());
	await composer(page).getByRole("button", { name: "接管会话" }).click();
	await expect(composer(page)).toContainText(/客户刚进入会话，还没有发言。\d\d? 秒内最多发 1 条/);
	const seconds = Number(/(\d+) 秒内/.exec((await composer(page).textContent()) ?? "")?.[1]);
	expect(seconds).toBeGreaterThan(0);
	expect(seconds).toBeLessThanOrEqual(60);
	await expect(field(page)).toBeVisible();
});

test("a customer who has only entered may be told two things for a minute, of which the bot has said one", async ({
	desk,
	openAs,
}) => {
	const customer = await newCustomer(desk, "demo-mini");
	await customer.enter("订单详情");
	const page = await openAs("agent");
	await openThread(page, await customer.conversationId());
	await composer(page).getByRole("button", { name: "接管会话" }).click();
	await expect(composer(page)).toContainText(/客户刚进入会话，还没有发言。\d\d? 秒内最多发 1 条/);
	await jump(page, 60);
	await expect(composer(page)).toContainText("进入会话已超过 1 分钟");
	await expect(field(page)).toHaveCount(0);
	await desk.control("POST /clock", { reset: true });
});

test("who may write: the bot until T takes over, nobody while transferred, the colleague who has it, nobody once it is closed", async ({
	desk,
	openAs,
}) => {
	const customer = await newCustomer(desk);
	await customer.says("你好");
	const id = await customer.conversationId();
	const page = await openAs("agent");
	await openThread(page, id);
	await expect(composer(page)).toContainText("机器人正在接待");
	await page.keyboard.press("t");
	await expect(field(page)).toBeVisible();
	await expect(header(page).getByRole("radio", { name: "人工" })).toBeChecked();

	const colleague = await openAs("agent2");
	await openThread(colleague, id);
	await expect(composer(colleague)).toContainText(`${PEOPLE.agent.name}正在接待这位客户`);
	await expect(composer(colleague)).toContainText(`${PEOPLE.agent.name}正在查看`);
	await composer(colleague).getByRole("button", { name: "接手会话" }).click();
	await colleague.getByRole("alertdialog").getByRole("button", { name: "接手会话" }).click();
	await expect(field(colleague)).toBeVisible();
	await expect(composer(page)).toContainText(`现在由${PEOPLE.agent2.name}接待这位客户`);
	await expect(field(page)).toHaveCount(0);

	await colleague.request.put(`/api/conversations/${id}/mode`, { data: { mode: "transfer" } });
	for (const screen of [page, colleague]) {
		await expect(composer(screen)).toContainText("已转接到微信网页版客服工具");
		await expect(field(screen)).toHaveCount(0);
	}
	await composer(page).getByRole("button", { name: "停止转接" }).click();
	await expect(field(page)).toBeVisible();

	await header(page).getByRole("button", { name: "结束", exact: true }).click();
	await expect(composer(page)).toContainText("会话已结束");
	await expect(composer(colleague)).toContainText("会话已结束");
	await composer(page).getByRole("button", { name: "重新打开" }).click();
	await expect(composer(page)).not.toContainText("会话已结束");
});

test("who claims second is told who was first, and sees their name", async ({ desk, openAs, trouble }) => {
	trouble.expect(/answer 409: POST .*\/claim/);
	trouble.expect(/request failed: GET .*\/api\/(live|sync)/);
	const customer = await newCustomer(desk);
	await customer.says("转人工");
	const id = await customer.conversationId();
	const slow = await openAs("agent");
	// News come late to this one.
	await slow.route(/\/api\/(live|sync)/, (route) => route.abort());
	await openThread(slow, id);
	const fast = await openAs("agent2");
	await openThread(fast, id);
	await header(fast).getByRole("button", { name: "领取" }).click();
	await expect(field(fast)).toBeVisible();

	await header(slow).getByRole("button", { name: "领取" }).click();
	await expect(slow.getByText(`${PEOPLE.agent2.name}已经领取了这个会话。`)).toBeVisible();
	await expect(composer(slow)).toContainText(`${PEOPLE.agent2.name}正在接待这位客户`);
	await expect(header(slow)).toContainText(PEOPLE.agent2.name);
	await expect(field(slow)).toHaveCount(0);
});

test("whoever has claimed can write at once: no older news takes the field, the text or the focus away again", async ({
	desk,
	openAs,
}) => {
	const customer = await newCustomer(desk);
	await customer.says("转人工");
	const page = await openAs("agent");
	let answerClaim = () => {};
	const answered = new Promise<void>((resolve) => {
		answerClaim = resolve;
	});
	await page.route("**/claim", async (route) => {
		await answered;
		await route.continue();
	});
	await openThread(page, await customer.conversationId());
	await header(page).getByRole("button", { name: "领取" }).click();
	await field(page).fill("我来");
	// The server still calls it unclaimed in what it tells now.
	await customer.says("有人吗");
	await expect(message(page, "有人吗")).toBeVisible();
	await expect(field(page)).toBeFocused();
	await page.keyboard.type("处理");
	answerClaim();
	await expect(page.getByText("已领取", { exact: true })).toBeVisible();
	await expect(field(page)).toBeFocused();
	await expect(field(page)).toHaveValue("我来处理");
	await page.keyboard.press("Enter");
	await expectStatus(page, "我来处理", "accepted");
});

const picture = (): Promise<Buffer> =>
	sharp({ create: { width: 40, height: 30, channels: 3, background: "teal" } })
		.png()
		.toBuffer();

/** Moves the simulated time on, as the phone page does: WeChat's windows and our ledger grow older together. */
async function jump(page: Parameters<typeof field>[0], advanceSeconds: number): Promise<void> {
	const answer = await page.request.post("/api/simulator/clock", { data: { advanceSeconds } });
	expect(answer.status()).toBe(200);
}
