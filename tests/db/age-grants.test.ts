import { expect, test } from "vitest";
import { ageGrants } from "@/lib/conversations/age-grants";
import { sync } from "@/lib/conversations/sync";
import { getConversation } from "@/lib/conversations/thread";
import { row, rows } from "@/lib/db";
import {
	enterFrom,
	grantOf,
	makeAgent,
	makeChannel,
	textFrom,
	write,
	writeFirst,
} from "@/tests/support/desk";
import { settledCursor } from "@/tests/support/settled-cursor";

const channel = await makeChannel("ageing");
const agent = await makeAgent("林晓");
const HOUR = 3600;

const grantedFor = async (id: string) =>
	(
		await row<{ seconds: number }>({
			text: `SELECT round(extract(epoch FROM expires_at - granted_at))::int AS seconds FROM reply_grants
				WHERE conversation_id = $1 AND kind = 'message'`,
			values: [id],
		})
	).seconds;

test("a jump of 47 hours leaves an hour of a fresh window, and one more hour closes it", async () => {
	const id = await writeFirst(channel, "oJump");
	await ageGrants(47 * HOUR);
	const { window } = await getConversation(agent, id, new Date());
	const left = Date.parse(window?.expiresAt ?? "") - Date.now();
	expect(left / 1000).toBeGreaterThan(HOUR - 60);
	expect(left / 1000).toBeLessThanOrEqual(HOUR);
	expect(window?.remaining).toBe(5);
	await ageGrants(HOUR);
	const { lastCustomerMessageAt } = await getConversation(agent, id, new Date());
	expect(Date.now() - Date.parse(lastCustomerMessageAt ?? "")).toBeGreaterThanOrEqual(48 * HOUR * 1000);
	expect((await grantOf(id))?.open).toBe(false);
	expect(await grantedFor(id)).toBe(48 * HOUR);
});

test("a jump of one minute ends the window of an entering and leaves the one of a message", async () => {
	const { id } = await write(channel, textFrom("oBoth", "你好"));
	await write(channel, enterFrom("oBoth"));
	await ageGrants(60);
	expect((await grantOf(id, "enter"))?.open).toBe(false);
	expect((await grantOf(id, "message"))?.open).toBe(true);
});

test("screens see the change by sync: the conversation is among those changed since", async () => {
	const id = await writeFirst(channel, "oScreen");
	const cursor = await settledCursor();
	expect(await ageGrants(60)).toContain(id);
	const { conversations } = await sync(agent, { since: cursor }, new Date());
	expect(conversations.map((item) => item.id)).toContain(id);
});

test("a window that is closed already is left alone", async () => {
	const id = await writeFirst(channel, "oClosed");
	await ageGrants(49 * HOUR);
	expect(await ageGrants(60)).not.toContain(id);
});

test("a message after the jump opens a whole window again", async () => {
	const { id } = await write(channel, textFrom("oAgain", "你好"));
	await ageGrants(49 * HOUR);
	await write(channel, textFrom("oAgain", "还在吗"));
	expect(await grantOf(id)).toMatchObject({ limit: 5, spent: 0, open: true });
});

test("channels of another kind, whose clock nobody moves, stay as they are", async () => {
	const kf = await makeChannel("ageing-kf");
	await rows({
		text: `UPDATE channels SET kind = 'kf', corp_id = 'ww1', open_kf_id = 'wk1', app_id = NULL, original_id = NULL
			WHERE id = $1`,
		values: [kf.id],
	});
	const id = await writeFirst(kf, "oKf");
	expect(await ageGrants(49 * HOUR)).not.toContain(id);
	expect((await grantOf(id))?.open).toBe(true);
});
