/** Who gets in, who does not, and when it ends. */
import type { Page } from "@playwright/test";
import type { Desk } from "@/tests/support/browser-desk";
import { expectStatus, field, openThread, send } from "@/tests/support/console-page";
import { newCustomer } from "@/tests/support/customer";
import { expect, signIn, test } from "@/tests/support/e2e";
import { ownedThread } from "@/tests/support/owned-thread";
import { newAgent } from "@/tests/support/people";

const REFUSED = /answer 401: POST .*\/api\/auth\/callback\/credentials/;

test("a wrong password is told in the same words whether or not the address exists, and five lock the address", async ({
	desk,
	page,
	trouble,
}) => {
	trouble.expect(REFUSED);
	const known = await newAgent(desk, "何知");
	const told: string[][] = [];
	for (const email of [known.email, "nobody@example.com"]) {
		await page.goto("/sign-in");
		const words: string[] = [];
		for (let round = 1; round <= 5; round++) words.push(await trySignIn(page, email, `wrong ${round}`));
		told.push(words);
	}
	expect(told[0]).toEqual(told[1]);
	expect(told[0]?.[0]).toBe("邮箱或密码不对。还可以再试 4 次，之后锁定 15 分钟。");
	expect(told[0]?.[4]).toBe("试得太多了。15 分钟后再试。");

	await page.goto("/sign-in");
	expect(await trySignIn(page, known.email, known.password), "the right one does not help now").toContain(
		"试得太多了",
	);
	await letLocksEnd(desk);
	await fillIn(page, known.email, known.password);
	await expect(page).toHaveURL(/\/inbox$/);
	await expect(page.getByRole("button", { name: "何知的账号" })).toBeVisible();
});

test("signing out ends the session in this browser", async ({ desk, openAs }) => {
	const page = await openAs(await newAgent(desk, "方离"));
	await page.goto("/inbox");
	await page.getByRole("button", { name: "方离的账号" }).click();
	await page.getByRole("menuitem", { name: "退出登录" }).click();
	await expect(page).toHaveURL(/\/sign-in/);
	await page.goto("/inbox");
	await expect(page).toHaveURL(/\/sign-in/);
	expect((await page.request.get("/api/conversations")).status()).toBe(401);
});

test("a session that is ended elsewhere asks to sign in again in place, and what was written stays", async ({
	desk,
	openAs,
	trouble,
}) => {
	trouble.expect(/answer 401/);
	const customer = await newCustomer(desk);
	await customer.says("你好");
	const person = await newAgent(desk, "许回");
	const page = await openAs(person);
	const id = await customer.conversationId();
	await page.request.put(`/api/conversations/${id}/mode`, { data: { mode: "agent" } });
	await openThread(page, id);
	await field(page).fill("写了一半");

	await desk.sql("UPDATE agents SET session_version = session_version + 1 WHERE id = $1", [person.id]);
	expect((await page.request.get("/api/conversations")).status()).toBe(401);
	await customer.says("在吗");
	const dialog = page.getByRole("dialog", { name: "登录已过期" });
	await expect(dialog).toBeVisible();
	await dialog.getByLabel("密码", { exact: true }).fill(person.password);
	await dialog.getByRole("button", { name: "登录" }).click();
	await expect(dialog).toHaveCount(0);
	await expect(field(page)).toHaveValue("写了一半");
	await expect(page.getByRole("log", { name: "消息" })).toContainText("在吗");
});

test("a reply that met the end of the session leaves once its writer has signed in again, and nobody has to write first", async ({
	desk,
	openAs,
	trouble,
}) => {
	trouble.expect(/answer 401/);
	const person = await newAgent(desk, "许归");
	const { customer, page } = await ownedThread(desk, await openAs(person));
	await page.route(
		"**/messages",
		async (route) => {
			await desk.sql("UPDATE agents SET session_version = session_version + 1 WHERE id = $1", [person.id]);
			await route.continue();
		},
		{ times: 1 },
	);
	const refused = page.waitForResponse((answer) => answer.url().endsWith("/messages") && !answer.ok());
	await send(page, "还在这里");
	expect((await refused).status()).toBe(401);
	const dialog = page.getByRole("dialog", { name: "登录已过期" });
	await dialog.getByLabel("密码", { exact: true }).fill(person.password);
	await dialog.getByRole("button", { name: "登录" }).click();
	await expectStatus(page, "还在这里", "accepted");
	expect((await customer.heard()).filter((text) => text === "还在这里")).toHaveLength(1);
});

test("somebody else signs in beside an open page: nothing of it is done in their name, and it goes on once its own agent is back", async ({
	desk,
	openAs,
	trouble,
}) => {
	trouble.expect(/answer 401/);
	const [person, colleague] = [await newAgent(desk, "许在"), await newAgent(desk, "许来")];
	const { customer, page } = await ownedThread(desk, await openAs(person));
	await page.route(
		"**/messages",
		async (route) => {
			await page.context().clearCookies();
			await signIn(page, desk, colleague);
			await route.continue();
		},
		{ times: 1 },
	);
	const refused = page.waitForResponse((answer) => answer.url().endsWith("/messages") && !answer.ok());
	await send(page, "我是许在");
	expect((await refused).status()).toBe(401);
	const dialog = page.getByRole("dialog", { name: "登录已过期" });
	await expect(dialog).toBeVisible();
	await expectStatus(page, "我是许在", "waiting");

	// Whoever signs in there is not given what was left.
	await dialog.getByLabel("邮箱").fill(colleague.email);
	await dialog.getByLabel("密码", { exact: true }).fill(colleague.password);
	await dialog.getByRole("button", { name: "登录" }).click();
	await expect(page.getByRole("button", { name: "许来的账号" })).toBeVisible();
	await page.goto(`/inbox/${await customer.conversationId()}`);
	await expect(page.getByRole("log", { name: "消息" })).not.toContainText("我是许在");
	expect(await customer.heard()).not.toContain("我是许在");

	await page.context().clearCookies();
	await signIn(page, desk, person);
	await page.goto(`/inbox/${await customer.conversationId()}`);
	await expectStatus(page, "我是许在", "accepted");
	await expect.poll(() => customer.heard()).toContain("我是许在");
});

test("the cookie of a session cannot be read by scripts nor sent along from other sites", async ({
	openAs,
}) => {
	const page = await openAs("agent");
	const cookies = await page.context().cookies();
	expect(cookies.find(({ name }) => name.includes("session-token"))).toMatchObject({
		httpOnly: true,
		sameSite: "Lax",
	});
});

async function fillIn(page: Page, email: string, password: string): Promise<void> {
	await page.getByLabel("邮箱").fill(email);
	await page.getByLabel("密码", { exact: true }).fill(password);
	await page.getByRole("button", { name: "登录" }).click();
}

/** Answers what the form says about a sign-in that fails. */
async function trySignIn(page: Page, email: string, password: string): Promise<string> {
	const answered = page.waitForResponse(/\/api\/auth\/callback\/credentials/);
	await fillIn(page, email, password);
	await answered;
	await expect(page.getByRole("button", { name: "登录", exact: true })).toBeEnabled();
	return page.getByRole("main").getByRole("alert").innerText();
}

/** A quarter of an hour later. */
const letLocksEnd = (desk: Desk) => desk.sql("DELETE FROM sign_in_attempts");
