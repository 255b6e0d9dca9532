/** A long queue, made without the hours it takes to write so many messages. */
import type { Locator, Page } from "@playwright/test";
import type { Desk } from "@/tests/support/browser-desk";
import { list } from "@/tests/support/console-page";

/** `count` conversations of this agent, named `排队 001` and so on; the first was the last to be active. */
export async function manyRows(desk: Desk, agentId: string, count: number): Promise<void> {
	await desk.sql(
		`WITH made AS (
			INSERT INTO customers (channel_id, external_id, name)
			SELECT 'demo-json', 'row-' || $1 || '-' || n, '排队 ' || lpad(n::text, 3, '0')
			FROM generate_series(1, $2::int) n RETURNING id, name
		)
		INSERT INTO conversations (channel_id, customer_id, mode, assignee_id, change_id, last_activity_at)
		SELECT 'demo-json', id, 'agent', $1::uuid, pg_current_xact_id()::text::bigint,
			now() - right(name, 3)::int * interval '1 minute'
		FROM made`,
		[agentId, count],
	);
}

/** The row of the one with this number. */
export const queued = (page: Page, number: number): Locator =>
	list(page).getByRole("link", { name: new RegExp(`^排队 ${String(number).padStart(3, "0")}，`) });
