/** Whoever chose English reads English everywhere; Chinese are only the words of customers and names people gave. */
import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import type { Desk } from "@/tests/support/browser-desk";
import { newCustomerOf } from "@/tests/support/customer";
import { expect, PEOPLE, test } from "@/tests/support/e2e";
import { newAgent } from "@/tests/support/people";

const ENGLISH = { locale: "en-US" };

test("no Chinese is left on any screen of the English console", async ({ desk, openAs, trouble }) => {
	trouble.expect(/answer 404: GET .*\/inbox\//);
	const shop = await newShop(desk, await openAs("admin"));
	const page = await openAs(await newAgent(desk, "Ann", [shop.id]), ENGLISH);
	await page.goto("/inbox?view=mine");
	await expect(page.getByRole("navigation", { name: "Conversation views" })).toBeVisible();
	await expectEnglish(page, "an empty inbox");

	const customer = await newCustomerOf(desk, shop.id, shop.appId);
	await customer.says("Where is my parcel?");
	await desk.sql("UPDATE customers SET alias = 'Kevin Lau' WHERE external_id = $1", [customer.openid]);
	const id = await customer.conversationId();
	await page.goto(`/inbox/${id}`);
	const composer = page.locator("#composer");
	await expect(composer.getByRole("button", { name: "Claim" })).toBeVisible();
	await expectEnglish(page, "a conversation nobody has");

	await composer.getByRole("button").first().click();
	const field = composer.getByRole("textbox");
	for (const [text, errcode, status] of [
		["On its way.", null, "accepted"],
		["Anything else?", 40003, "failed"],
	] as const) {
		if (errcode) {
			await desk.control("POST /faults", {
				target: "api",
				kind: "errcode",
				path: "custom/send",
				errcode,
				count: 1,
			});
		}
		await field.fill(text);
		await field.press("Enter");
		await expect(page.getByRole("article").filter({ hasText: text })).toHaveAttribute("data-status", status);
	}
	await desk.control("POST /faults", { target: "api", kind: "resetAfter", path: "custom/send", count: 1 });
	await field.fill("Bye.");
	await field.press("Enter");
	await expect(page.getByRole("article").filter({ hasText: "Bye." })).toHaveAttribute(
		"data-status",
		"unknown",
	);
	await expectEnglish(page, "accepted, failed and unknown replies");

	const opened = {
		menu: [/^Account of Ann/, /^More actions/],
		dialog: [/^Assign, now/, /^How the reply window counts/],
	} as const;
	for (const [role, names] of Object.entries(opened) as [keyof typeof opened, readonly RegExp[]][]) {
		for (const name of names) {
			await page.getByRole("button", { name }).first().click();
			await expect(page.getByRole(role)).toBeVisible();
			await expectEnglish(page, `what ${name} opens`);
			await page.keyboard.press("Escape");
			await expect(page.getByRole(role)).toHaveCount(0);
		}
	}
	await page.locator("article").first().focus();
	await page.keyboard.press("?");
	await expect(page.getByRole("dialog")).toBeVisible();
	await expectEnglish(page, "the sheet of keys");
	await page.keyboard.press("Escape");
	await page.getByRole("radio").last().click();
	await expect(page.getByRole("alertdialog")).toBeVisible();
	await expectEnglish(page, "the question before a transfer");
	await page.getByRole("alertdialog").getByRole("button").last().click();
	await expect(composer.getByRole("textbox")).toHaveCount(0);
	await expectEnglish(page, "a transferred conversation");
	await page.keyboard.press("e");
	await expectEnglish(page, "a closed conversation");

	await page.goto(`/simulator?channel=${shop.id}&customer=${customer.openid}`);
	await expect(page.getByRole("article").filter({ hasText: "Bye." }).first()).toBeVisible();
	await expectEnglish(page, "the simulator");
	await page.goto(`/inbox/${crypto.randomUUID()}`);
	await expectEnglish(page, "a page that does not exist");
});

test("the sign-in and its refusals are English for an English browser", async ({
	browser,
	trouble,
	desk,
}) => {
	trouble.expect(/answer 401/);
	const context = await browser.newContext(ENGLISH);
	const page = await context.newPage();
	trouble.watch(page);
	await page.goto("/sign-in");
	await expect(page.locator("html")).toHaveAttribute("lang", "en");
	await expectEnglish(page, "the sign-in");
	for (let round = 1; round <= 5; round++) {
		const answered = page.waitForResponse(/callback\/credentials/);
		await page.getByRole("textbox", { name: "E-mail" }).fill("somebody@example.com");
		await page.locator("[name=password]").fill(`wrong ${round}`);
		await page.locator("[name=password]").press("Enter");
		await answered;
		await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
		await expect(page.getByRole("button", { name: "Sign in" })).toBeEnabled();
		if (round === 1 || round === 5) await expectEnglish(page, `refusal ${round}`);
	}
	await desk.sql("DELETE FROM sign_in_attempts");
	await context.close();
});

/** A channel with an English name, whose customers go straight to people. */
async function newShop(desk: Desk, admin: Page): Promise<{ id: string; appId: string }> {
	const mark = randomBytes(8).toString("hex");
	const [appId, secret, originalId, token] = [`wx${mark}`, `s-${mark}`, `gh_${mark}`, `t${mark}`];
	const kind = { kind: "miniprogram", encryption: "plain", format: "json", openingMode: "agent" };
	const made = await admin.request.post("/api/admin/channels", {
		data: { ...kind, name: "Shop", appId, appSecret: secret, originalId, token },
	});
	const { id, pushUrl } = await made.json();
	const push = { url: pushUrl, token, mode: "plain", format: "json" };
	await desk.control("POST /accounts", { appid: appId, secret, originalId, name: "Shop", push });
	return { id, appId };
}

async function expectEnglish(page: Page, where: string): Promise<void> {
	const chinese = await page.evaluate(() => {
		const spoken = ["aria-label", "title", "placeholder", "alt", "aria-roledescription"];
		const texts: (string | null)[] = [document.title];
		const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		while (walker.nextNode()) {
			if (!walker.currentNode.parentElement?.closest("script, style"))
				texts.push(walker.currentNode.textContent);
		}
		for (const element of document.querySelectorAll("*")) {
			for (const name of spoken) texts.push(element.getAttribute(name));
		}
		// A language is named in itself.
		return texts.filter(
			(text) => text && /[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/.test(text) && text !== "简体中文",
		);
	});
	// The menu of colleagues has them by their names, and by the first letter.
	const names = Object.values(PEOPLE).map(({ name }) => name);
	expect(
		chinese.filter((text) => !names.some((name) => name.startsWith(text ?? ""))),
		where,
	).toEqual([]);
}
