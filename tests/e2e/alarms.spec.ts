/** A channel in trouble: agents know why nothing leaves, administrators what to do, and it goes on by itself. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { composer, expectStatus, message, send } from "@/tests/support/console-page";
import { expect, test } from "@/tests/support/e2e";
import { ownedThread } from "@/tests/support/owned-thread";

const CHANNEL = "demo-json";

test.afterEach(async ({ desk }) => {
	await desk.control("DELETE /faults");
	await desk.sql("UPDATE channels SET paused_until = NULL");
	await desk.sql("UPDATE channel_alarms SET healed_at = now() WHERE healed_at IS NULL");
	await desk.sql("DELETE FROM erase_tasks WHERE done_at IS NULL");
});

test("a permission is gone: the reply waits, both sides are told, and after the check it leaves by itself", async ({
	desk,
	openAs,
}) => {
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	const admin = await openAs("admin");
	await admin.goto("/inbox");
	const rail = admin.getByRole("navigation", { name: "主导航" });
	await expect(rail.getByRole("button", { name: "渠道", exact: true })).toBeVisible();

	await desk.control("POST /faults", {
		target: "api",
		path: "custom/send",
		kind: "errcode",
		errcode: 48001,
	});
	await send(page, "等一等");
	await expectStatus(page, "等一等", "queued");
	const waiting = message(page, "等一等").getByRole("status");
	await expect(waiting).toContainText("微信返回 48001");
	await expect(waiting).toContainText("已通知管理员");
	await expect(waiting.getByRole("button")).toHaveCount(0);
	await expect(list(page).getByRole("alert")).toContainText("已通知管理员");
	await expect(views(page).getByRole("img", { name: "这个渠道有问题" })).toHaveCount(1);
	await expect(composer(page)).toContainText("已通知管理员");
	await expect(page.getByRole("navigation", { name: "主导航" }).getByText("渠道")).toHaveCount(0);

	await expect(rail.getByRole("button", { name: "渠道，1 项需要处理" })).toBeVisible();
	await list(admin).getByRole("button", { name: "查看渠道" }).focus();
	await admin.keyboard.press("Enter");
	const panel = admin.getByRole("dialog", { name: "渠道状况" });
	await expect(panel).toContainText("48001");
	await expect(panel).toContainText("已暂停发送");
	await expectSound(admin);
	await admin.keyboard.press("Escape");
	await expect(list(admin).getByRole("button", { name: "查看渠道" })).toBeFocused();

	await rail.getByRole("button", { name: "渠道，1 项需要处理" }).click();
	await panel.getByRole("button", { name: "立即检查" }).click();
	await expect(admin.getByText("还没有恢复")).toBeVisible();
	await desk.control("DELETE /faults");
	await panel.getByRole("button", { name: "立即检查" }).click();
	await expectStatus(page, "等一等", "accepted");
	await expect(panel).toContainText("渠道都正常");
	await expect(list(page).getByRole("alert")).toHaveCount(0);
	expect((await customer.heard()).filter((text) => text === "等一等")).toHaveLength(1);
});

test("what keeps no reply from leaving concerns administrators alone", async ({ desk, openAs }) => {
	await desk.sql(
		`INSERT INTO channel_alarms (channel_id, kind, details) VALUES ($1, 'signature', '{"address":"203.0.113.7"}')`,
		[CHANNEL],
	);
	const admin = await openAs("admin");
	await admin.goto("/inbox");
	await expect(list(admin).getByRole("alert")).toContainText("203.0.113.7");
	await list(admin).getByRole("button", { name: "查看渠道" }).click();
	const panel = admin.getByRole("dialog", { name: "渠道状况" });
	await expect(panel).toContainText("203.0.113.7");
	await expect(
		panel.getByRole("button", { name: "立即检查" }),
		"a reply tells nothing about pushes",
	).toHaveCount(0);
	const agent = await openAs("agent");
	const synced = agent.waitForResponse((answer) => answer.url().includes("/api/sync"));
	await agent.goto("/inbox");
	await synced;
	await expect(list(agent).getByRole("alert")).toHaveCount(0);
	await expect(views(agent).getByRole("img")).toHaveCount(0);
});

test("WeChat asks to erase a customer: an administrator is asked once more, and then nothing is left", async ({
	desk,
	openAs,
	trouble,
}) => {
	trouble.expect(/^answer 404: GET \S+\/api\/(sync|conversations)\b/);
	const { customer, id, page } = await ownedThread(desk, await openAs("agent"));
	await desk.sql(
		"INSERT INTO erase_tasks (channel_id, external_id, event) VALUES ($1, $2, 'user_authorization_revoke')",
		[CHANNEL, customer.openid],
	);
	const admin = await openAs("admin");
	await admin.goto("/inbox");
	await admin.getByRole("button", { name: /^渠道，1 项/ }).click();
	const panel = admin.getByRole("dialog", { name: "渠道状况" });
	await expect(panel).toContainText(customer.openid);
	await expectSound(admin);
	await panel.getByRole("button", { name: "清除数据" }).click();
	const question = admin.getByRole("alertdialog");
	await expect(question).toContainText("不能撤销");
	await expect(question.getByRole("button", { name: "取消" })).toBeFocused();
	await expectSound(admin);
	await question.getByRole("button", { name: "清除数据" }).click();
	await expect(panel).toContainText("渠道都正常");
	expect(await desk.sql("SELECT 1 FROM conversations WHERE id = $1", [id])).toEqual([]);
	await expect(page.getByRole("main", { name: "会话内容" }), "on the agent's screen too").toContainText(
		"找不到这个会话",
	);
});

const list = (page: Page) => page.getByRole("region", { name: "会话列表" });
const views = (page: Page) => page.getByRole("navigation", { name: "会话视图" });

async function expectSound(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
}
