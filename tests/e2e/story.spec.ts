/** The whole way once: what a customer writes reaches an agent's screen, and the answer reaches the customer's phone. */
import type { Locator, Page } from "@playwright/test";
import type { Desk } from "@/tests/support/browser-desk";
import { composer, expectStatus, field, header, log, message, send } from "@/tests/support/console-page";
import { APP_IDS, newCustomer } from "@/tests/support/customer";
import { expect, PEOPLE, test } from "@/tests/support/e2e";
import type { Json } from "@/tests/support/simulator";

const WELCOME = "您好，这里是栗子生活";
const LAST_WORD = "正在为您转接，请再发一条消息。";

test("a customer on the phone is welcomed, asks for a person, is answered, and is transferred", async ({
	desk,
	openAs,
}) => {
	const agent = await openAs("agent");
	await agent.goto("/inbox");
	const phone = await openAs("agent2");
	const openid = await becomeNewCustomer(phone);

	await phone.getByRole("button", { name: "进入会话" }).click();
	await phone.getByRole("menuitem", { name: "订单详情" }).click();
	await expect(onPhone(phone, WELCOME)).toBeVisible();

	// The agent has touched nothing: the row comes by itself.
	const row = rowOf(agent, openid);
	await expect(row).toContainText("机器人");
	await writeOnPhone(phone, "转人工");
	await expect(onPhone(phone, "正在为您转接人工客服")).toBeVisible();
	await expect(row).toContainText("待分配");

	await row.click();
	await expect(header(agent)).toContainText("来自 订单详情");
	await expect(message(agent, WELCOME)).toContainText("欢迎语");
	await expect(log(agent)).toContainText("规则「转人工」：机器人 → 人工");
	await header(agent).getByRole("button", { name: "领取" }).click();
	await expect(log(agent)).toContainText(new RegExp(`${PEOPLE.agent.name} (领取了会话|接入)`));
	await send(agent, "您好，我是林晓，请问什么事？");
	await expectStatus(agent, "您好，我是林晓", "accepted");
	await expect(onPhone(phone, "您好，我是林晓，请问什么事？")).toBeVisible();

	const format = phone.getByRole("radiogroup", { name: "推送格式" });
	await expect(format.getByRole("radio", { name: "XML" })).toBeChecked();
	await format.getByRole("radio", { name: "JSON" }).click();
	await expect(format.getByRole("radio", { name: "JSON" })).toBeChecked();
	await writeOnPhone(phone, "杯子碎了");
	await expect(message(agent, "杯子碎了")).toBeVisible();
	expect(await pushedFormats(desk, openid)).toEqual(["xml", "xml", "json"]);
	await format.getByRole("radio", { name: "XML" }).click();
	await expect(format.getByRole("radio", { name: "XML" })).toBeChecked();
	expect(await log(agent).getByText(WELCOME).count(), "the bot is silent now").toBe(1);

	await transfer(agent, { silently: false });
	await expect(onPhone(phone, LAST_WORD)).toBeVisible();
	await writeOnPhone(phone, "还在吗");
	await expect(message(agent, "还在吗")).toBeVisible();
	const waiting = phone.getByRole("listitem").filter({ hasText: "还在吗" });
	await expect(waiting).toContainText("排队中");
	expect(await waitingTexts(desk, openid)).toEqual(["还在吗"]);

	await waiting.getByRole("button", { name: "接入" }).click();
	await waiting.getByRole("textbox").fill("我是官方客服");
	await waiting.getByRole("button", { name: "回复" }).click();
	await expect(onPhone(phone, "我是官方客服")).toBeVisible();
	// What the official tool says does not come here, and the screen says so.
	await expect(composer(agent)).toContainText("不再推送到这里");
	await expect(message(agent, "我是官方客服")).toHaveCount(0);
});

test("the same over plain JSON: every message of a transferred customer is transferred, an entering never", async ({
	desk,
	openAs,
}) => {
	const customer = await newCustomer(desk, "demo-json");
	expect((await customer.says("转人工")).verdict).toBe("ACK");
	const page = await openAs("agent");
	await page.goto(`/inbox/${await customer.conversationId()}`);
	await header(page).getByRole("button", { name: "领取" }).click();
	await send(page, "稍等");
	await expectStatus(page, "稍等", "accepted");
	await expect.poll(customer.heard).toContain("稍等");

	await transfer(page, { silently: true });
	expect(await customer.heard()).not.toContain(LAST_WORD);
	expect((await customer.says("一")).verdict).toBe("TRANSFER");
	expect((await customer.enter("订单")).verdict).toBe("ACK");
	expect((await customer.says("二")).verdict).toBe("TRANSFER");
	await expect(message(page, "二")).toBeVisible();

	await composer(page).getByRole("button", { name: "停止转接" }).click();
	await expect(field(page)).toBeVisible();
	await expect(log(page)).toContainText("转接 → 人工");
	expect((await customer.says("三")).verdict).toBe("ACK");
});

/** Makes the phone page play somebody new of the Mini Program in safe mode; answers their openid. */
async function becomeNewCustomer(phone: Page): Promise<string> {
	await phone.goto("/simulator?channel=demo-mini");
	await phone.getByRole("button", { name: /^客户(?!资料)/ }).click();
	await phone.getByRole("menuitem", { name: "新客户" }).click();
	await expect(phone).toHaveURL(/customer=/);
	await expect(phone.getByRole("log", { name: "手机上的聊天" })).toContainText("还没有消息");
	return new URL(phone.url()).searchParams.get("customer") ?? "";
}

async function writeOnPhone(phone: Page, text: string): Promise<void> {
	const line = phone.getByRole("textbox", { name: "以客户的身份输入" });
	await line.fill(text);
	await line.press("Enter");
}

const onPhone = (phone: Page, text: string): Locator =>
	phone.getByRole("log", { name: "手机上的聊天" }).getByRole("article").filter({ hasText: text });

const rowOf = (page: Page, openid: string): Locator =>
	page
		.getByRole("list", { name: "会话", exact: true })
		.getByRole("link", { name: new RegExp(`^用户 ${openid.replace(/[^A-Za-z0-9]/g, "").slice(-4)}，`, "i") });

async function transfer(page: Page, { silently }: { silently: boolean }): Promise<void> {
	await header(page).getByRole("radio", { name: "转接微信客服" }).click();
	const asking = page.getByRole("alertdialog");
	await expect(asking).toContainText(/发送后剩 \d 条/);
	await asking.getByRole("checkbox", { name: `先发一句：“${LAST_WORD}”` }).setChecked(!silently);
	await expect(asking.getByText(/发送后剩/)).toHaveCount(silently ? 0 : 1);
	await asking.getByRole("button", { name: "转接" }).click();
	await expect(header(page).getByRole("radio", { name: "转接微信客服" })).toBeChecked();
	await expect(header(page)).toContainText("已转接");
	await expect(composer(page)).toContainText("已转接到微信网页版客服工具");
	await expect(field(page)).toHaveCount(0);
}

/** How WeChat wrote what it pushed of this customer, oldest first. */
async function pushedFormats(desk: Desk, openid: string): Promise<string[]> {
	const { items } = await desk.control(`GET /log?kind=push&openid=${openid}`);
	return items.map(({ request }: Json) => (request.body.startsWith("{") ? "json" : "xml"));
}

/** What a customer has said in the waiting list of the official tool. */
async function waitingTexts(desk: Desk, openid: string): Promise<string[]> {
	const { items } = await desk.control(`GET /tool/${APP_IDS["demo-mini"]}/waiting`);
	const chat = items.find((item: Json) => item.openid === openid);
	return chat.items.filter((item: Json) => item.from === "user").map((item: Json) => item.text);
}
