/** kill -9 of the app at the worst moments: nothing is lost, nothing happens twice. */
import type { Desk } from "@/tests/support/browser-desk";
import { expectStatus, message, send } from "@/tests/support/console-page";
import { APP_IDS, type Customer, newCustomer } from "@/tests/support/customer";
import { expect, test } from "@/tests/support/e2e";
import { hold } from "@/tests/support/locks";
import { ownedThread, untilAllSent } from "@/tests/support/owned-thread";

const REFUND = "签收后 7 天内可以无理由退货，退款在收到货后 1 到 3 个工作日原路返回。";
/** While the server is down the browser cannot reach it, and says so. */
const SERVER_DOWN =
	/ERR_(CONNECTION_(REFUSED|RESET|CLOSED)|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING|SOCKET_NOT_CONNECTED)/;

test.beforeAll(async ({ desk }) => {
	// WeChat goes on trying until the app is back.
	await desk.control(`POST /accounts/${APP_IDS["demo-json"]}/flags`, { maxAttempts: 10, retryGapMs: 2000 });
});

test.afterAll(async ({ desk }) => {
	await desk.control(`POST /accounts/${APP_IDS["demo-json"]}/flags`, { maxAttempts: null, retryGapMs: null });
});

test("killed before a push is stored: WeChat's retry brings it, once", async ({ desk }) => {
	const customer = await newCustomer(desk);
	const id = await greeted(desk, customer);
	const held = await hold(desk, "SELECT FROM conversations WHERE id = $1 FOR UPDATE", [id]);
	const delivery = customer.says("想退款");
	await held.untilWaitedFor("kefu_receive_push");
	await desk.app.kill("SIGKILL");
	await held.endWaiting();
	await held.release();
	expect(await stored(desk, customer, "想退款"), "nothing was stored").toEqual([]);

	await desk.app.restart();
	await expectAnsweredOnce(desk, customer, await delivery);
});

test("killed after a push is stored and before it is decided: WeChat's retry decides it, once", async ({
	desk,
}) => {
	const customer = await newCustomer(desk);
	await greeted(desk, customer);
	// A new version makes the app read the rules, which it cannot while we hold them.
	await desk.sql("UPDATE channels SET rules_version = rules_version + 1");
	const held = await hold(desk, "LOCK TABLE rules IN ACCESS EXCLUSIVE MODE");
	const delivery = customer.says("想退款");
	await held.untilWaitedFor("rules");
	await desk.app.kill("SIGKILL");
	await held.endWaiting();
	await held.release();
	expect(await stored(desk, customer, "想退款"), "stored, not answered").toEqual([{ answer: null }]);

	await desk.app.restart();
	await expectAnsweredOnce(desk, customer, await delivery);
});

test("killed while a reply is on its way: it is called unknown, never sent again, and a person settles it", async ({
	desk,
	openAs,
	trouble,
}) => {
	trouble.expect(SERVER_DOWN);
	const { customer, id, page } = await ownedThread(desk, await openAs("agent"));
	await desk.control("POST /faults", {
		target: "api",
		kind: "hangAfter",
		path: "custom/send",
		openid: customer.openid,
	});
	await send(page, "不知道到没到");
	await expect.poll(customer.heard).toContain("不知道到没到");
	await desk.app.kill("SIGKILL");
	await desk.control("DELETE /faults");
	await desk.app.restart();
	await expectStatus(page, "不知道到没到", "sending");

	await desk.sql(
		"UPDATE messages SET lease_until = now() WHERE conversation_id = $1 AND status = 'sending'",
		[id],
	);
	await expectStatus(page, "不知道到没到", "unknown");
	await send(page, "后面的话等着");
	await expectStatus(page, "后面的话等着", "queued");
	await message(page, "不知道到没到").getByRole("button", { name: "已收到" }).click();
	await expectStatus(page, "不知道到没到", "accepted");
	await expectStatus(page, "后面的话等着", "accepted");
	const heard = await customer.heard();
	expect(heard.slice(-2)).toEqual(["不知道到没到", "后面的话等着"]);
	expect(heard.filter((text) => text === "不知道到没到")).toHaveLength(1);
});

test("what is written while the server is down is kept, and leaves once it is back, once and in order", async ({
	desk,
	openAs,
	trouble,
}) => {
	trouble.expect(SERVER_DOWN);
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	await desk.app.kill("SIGKILL");
	await send(page, "第一句");
	await send(page, "第二句");
	await expect(message(page, "第二句")).toContainText("网络恢复后自动发出");
	await expect(page.getByRole("alert").filter({ hasText: "连不上服务器" })).toBeVisible();
	await desk.app.restart();
	await expectStatus(page, "第一句", "accepted");
	await expectStatus(page, "第二句", "accepted");
	await expect(page.getByRole("alert").filter({ hasText: "连不上服务器" })).toHaveCount(0);
	expect((await customer.heard()).slice(-2)).toEqual(["第一句", "第二句"]);
});

/** The customer has written and the bot's answer has been written down as sent: nothing else is on its way. */
async function greeted(desk: Desk, customer: Customer): Promise<string> {
	await customer.says("你好");
	const id = await customer.conversationId();
	await untilAllSent(desk, id);
	return id;
}

/** Every stored message of the customer with this text, and how its push was answered. */
const stored = async (desk: Desk, { openid }: Customer, text: string) =>
	desk.sql(
		`SELECT r.answer FROM messages m
			JOIN conversations c ON c.id = m.conversation_id JOIN customers u ON u.id = c.customer_id
			LEFT JOIN push_receipts r ON r.conversation_id = m.conversation_id AND r.seq = m.seq
			WHERE u.external_id = $1 AND m.direction = 'in' AND m.content->>'text' = $2`,
		[openid, text],
	);

async function expectAnsweredOnce(
	desk: Desk,
	customer: Customer,
	delivery: { verdict: string; attempts: unknown[] },
): Promise<void> {
	expect(delivery.verdict).toBe("ACK");
	expect(delivery.attempts.length, "WeChat had to try again").toBeGreaterThan(1);
	expect(await stored(desk, customer, "想退款")).toEqual([{ answer: "success" }]);
	await expect.poll(async () => (await customer.heard()).filter((text) => text === REFUND)).toHaveLength(1);
}
