/** Where most tests of writing begin: a customer who waits for an answer, and the agent who has the conversation open. */
import type { Page } from "@playwright/test";
import type { Desk } from "@/tests/support/browser-desk";
import { field, openThread } from "@/tests/support/console-page";
import { type Customer, type DemoChannel, newCustomer } from "@/tests/support/customer";
import { expect } from "@/tests/support/e2e";

export interface OwnedThread {
	customer: Customer;
	id: string;
	page: Page;
}

/** The agent has taken over from the bot, and the customer has written since: five replies, 48 hours. */
export async function ownedThread(desk: Desk, page: Page, channel?: DemoChannel): Promise<OwnedThread> {
	const customer = await newCustomer(desk, channel);
	await customer.says("你好");
	const id = await customer.conversationId();
	await untilAllSent(desk, id);
	const answer = await page.request.put(`/api/conversations/${id}/mode`, { data: { mode: "agent" } });
	expect(answer.status()).toBe(200);
	await customer.says("在吗");
	await openThread(page, id);
	await expect(field(page)).toBeVisible();
	return { customer, id, page };
}

/** No reply of this conversation is waiting or on its way. */
export const untilAllSent = (desk: Desk, conversationId: string): Promise<void> =>
	expect
		.poll(() =>
			desk.sql("SELECT status FROM messages WHERE conversation_id = $1 AND status IN ('queued', 'sending')", [
				conversationId,
			]),
		)
		.toEqual([]);
