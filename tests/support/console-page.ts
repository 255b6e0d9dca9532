/** Where things stand on a page of the console, found as a person or a screen reader finds them. */
import { expect, type Locator, type Page } from "@playwright/test";
import type { Customer } from "@/tests/support/customer";

export const field = (page: Page): Locator => page.getByRole("textbox", { name: "回复内容" });
export const composer = (page: Page): Locator => page.getByRole("region", { name: "回复", exact: true });
export const log = (page: Page): Locator => page.getByRole("log", { name: "消息" });
export const header = (page: Page): Locator => page.getByRole("main", { name: "会话内容" }).locator("header");

/** The message with this text, as a whole: bubble, status, failure. */
export const message = (page: Page, text: string): Locator =>
	log(page).getByRole("article").filter({ hasText: text });

/** The list of conversations. */
export const list = (page: Page): Locator => page.getByRole("list", { name: "会话", exact: true });

/** The row of a customer in the list. */
export const row = (page: Page, customer: Customer): Locator =>
	list(page).getByRole("link", { name: new RegExp(`^${customer.name}，`) });

/** Opens a conversation and waits until it can be worked with. */
export async function openThread(page: Page, conversationId: string): Promise<void> {
	await page.goto(`/inbox/${conversationId}`);
	await expect(log(page)).toBeVisible();
}

/** Writes into the field and sends by Enter. */
export async function send(page: Page, text: string): Promise<void> {
	await field(page).fill(text);
	await field(page).press("Enter");
}

/** The message has this status, e.g. `accepted`. */
export const expectStatus = (page: Page, text: string, status: string): Promise<void> =>
	expect(message(page, text)).toHaveAttribute("data-status", status);
