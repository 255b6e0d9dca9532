/** A reply that did not arrive says so, with WeChat's code, in words, and with what to do about it. */
import type { Desk } from "@/tests/support/browser-desk";
import { composer, expectStatus, field, header, message, row, send } from "@/tests/support/console-page";
import type { Customer } from "@/tests/support/customer";
import { expect, test } from "@/tests/support/e2e";
import { ownedThread, untilAllSent } from "@/tests/support/owned-thread";

test.afterEach(({ desk }) => desk.control("DELETE /faults"));

/** So soon after the customer's text WeChat's "closed" is believed only at the third try. */
const TRIES = 3;

test("45047, the count is used up at WeChat: code and words, two ways on, and our ledger follows", async ({
	desk,
	openAs,
}) => {
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	await fault(desk, customer, { kind: "errcode", errcode: 45047, count: TRIES });
	await send(page, "条数不够");
	await expectStatus(page, "条数不够", "failed");
	const box = message(page, "条数不够").getByRole("alert");
	await expect(box).toContainText("未送达 · 条数已用完");
	await expect(box).toContainText("客户上次发言后已回复 5 条");
	await expect(box).toContainText("微信返回 45047");
	await expect(box.getByRole("button")).toHaveText(["客户回复后自动重发", "立即重试", "删除"]);
	await expect(composer(page)).toContainText("5 条回复额度已用完");
	await expect(row(page, customer)).toContainText("发送失败");
	expect(await customer.heard()).not.toContain("条数不够");

	await customer.says("那再问一次");
	await expect(header(page)).toContainText("还可发 5 条");
	await send(page, "这次行了");
	await expectStatus(page, "这次行了", "accepted");
});

test("45015, the window is closed at WeChat: the box says so and the field goes", async ({
	desk,
	openAs,
}) => {
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	await fault(desk, customer, { kind: "errcode", errcode: 45015, count: TRIES });
	await send(page, "太晚了");
	const box = message(page, "太晚了").getByRole("alert");
	await expect(box).toContainText("微信返回 45015");
	await expect(box.getByRole("button"), "another try now would fail as well").toHaveText([
		"客户回复后自动重发",
		"删除",
	]);
	await expect(composer(page)).toContainText("回复窗口已关闭");
	await expect(field(page)).toHaveCount(0);
});

test("-1, WeChat is busy: tried again by itself, and after the last try by hand, as a new visible attempt", async ({
	desk,
	openAs,
}) => {
	const { customer, id, page } = await ownedThread(desk, await openAs("agent"));
	await fault(desk, customer, { kind: "errcode", errcode: -1, count: 1 });
	await send(page, "忙一次");
	await expectStatus(page, "忙一次", "accepted");

	await fault(desk, customer, { kind: "errcode", errcode: -1 });
	await send(page, "一直忙");
	// The waits between the tries, 14 s together, are cut short.
	const waiting = "UPDATE messages SET not_before = now() WHERE conversation_id = $1 AND status = 'queued'";
	const box = message(page, "一直忙").first().getByRole("alert");
	await expect
		.poll(async () => {
			await desk.sql(waiting, [id]);
			return box.isVisible();
		})
		.toBe(true);
	await expect(box).toContainText("微信返回 -1");
	expect(await customer.heard()).not.toContain("一直忙");

	await desk.control("DELETE /faults");
	await box.getByRole("button", { name: "立即重试" }).click();
	await expect(message(page, "一直忙")).toHaveCount(2);
	await expect(box).toContainText("已重新发送，见下方");
	await expect(box.getByRole("button")).toHaveCount(0);
	await expect(message(page, "一直忙").last()).toHaveAttribute("data-status", "accepted");
	expect((await customer.heard()).filter((text) => text === "一直忙")).toHaveLength(1);
});

test("a lost answer is unknown, holds what is behind it, and asks a person: received, or once more", async ({
	desk,
	openAs,
}) => {
	const { customer, id, page } = await ownedThread(desk, await openAs("agent"));
	await fault(desk, customer, { kind: "resetAfter", count: 1 });
	await send(page, "到了吗");
	await expectStatus(page, "到了吗", "unknown");
	const box = message(page, "到了吗").first().getByRole("alert");
	await expect(box).toContainText("结果未知");
	await expect(row(page, customer)).toContainText("结果未知");
	await send(page, "后面一句");
	await expectStatus(page, "后面一句", "queued");
	expect(await customer.heard()).toContain("到了吗");

	await box.getByRole("button", { name: "已收到" }).click();
	await expectStatus(page, "到了吗", "accepted");
	await expectStatus(page, "后面一句", "accepted");

	await fault(desk, customer, { kind: "resetAfter", count: 1 });
	await send(page, "没到吧");
	const second = message(page, "没到吧").first().getByRole("alert");
	await second.getByRole("button", { name: "重发" }).click();
	await expect(message(page, "没到吧")).toHaveCount(2);
	await expect(message(page, "没到吧").last()).toHaveAttribute("data-status", "accepted");
	await untilAllSent(desk, id);
	const heard = await customer.heard();
	expect(heard.filter((text) => text === "到了吗")).toHaveLength(1);
	expect(heard.filter((text) => text === "没到吧")).toHaveLength(2);
});

test("a token that died is renewed without anybody noticing", async ({ desk, openAs }) => {
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	await send(page, "先发一条");
	await expectStatus(page, "先发一条", "accepted");
	await desk.control(`POST /accounts/${customer.appId}/tokens/invalidate`, { family: "all" });
	await send(page, "凭据换了也能发");
	await expectStatus(page, "凭据换了也能发", "accepted");
	expect((await customer.heard()).at(-1)).toBe("凭据换了也能发");
});

/** The next sends to this customer end like this. */
const fault = (desk: Desk, { openid }: Customer, how: Record<string, unknown>) =>
	desk.control("POST /faults", { target: "api", path: "custom/send", openid, ...how });
