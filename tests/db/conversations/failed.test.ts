/** Replies that failed are deleted with a trace, and brought back; what went another way cannot be. */
// Before all else: Next looks for AsyncLocalStorage when its files load.
import "next/dist/server/node-environment-baseline";

import { beforeAll, beforeEach, expect, test } from "vitest";
import { POST as RESTORE } from "@/app/api/conversations/[conversationId]/messages/[messageId]/restore/route";
import { DELETE } from "@/app/api/conversations/[conversationId]/messages/[messageId]/route";
import { deliver } from "@/lib/conversations/deliver";
import { reply, retry } from "@/lib/conversations/reply";
import type { Message } from "@/lib/conversations/schema";
import { getConversation, listMessages } from "@/lib/conversations/thread";
import { rows } from "@/lib/db";
import { callApi } from "@/tests/support/api-call";
import { grantOf, makeAgent } from "@/tests/support/desk";
import { openOutbox } from "@/tests/support/outbox";

let desk: Awaited<ReturnType<typeof openOutbox>>;
beforeAll(async () => {
	desk = await openOutbox("deleted");
});
beforeEach(() => desk.clear());

const callOn = (work: typeof DELETE, conversationId: string, messageId: string, who = desk.agent) =>
	callApi(who, work, { params: { conversationId, messageId } });
const last = async (id: string): Promise<Message> => {
	const message = (await listMessages(desk.agent, id, { limit: 10 })).items.findLast(
		({ direction }) => direction === "out",
	);
	if (!message) throw new Error("nothing was said");
	return message;
};

/** WeChat has refused what the agent said: 40003. */
async function refused(user: string): Promise<{ id: string; message: Message }> {
	const id = await desk.conversationWith(user, ["太多了"]);
	await desk.fault("errcode", { errcode: 40003, count: 1 });
	await deliver(id);
	const message = await last(id);
	expect(message).toMatchObject({ status: "failed", failure: { errcode: 40003 } });
	return { id, message };
}

test("a failed reply is deleted: its trace and its reason stay, and the list no longer speaks of a failure", async () => {
	const { id, message } = await refused("d1");
	const ledger = await grantOf(id, "message");
	expect(await getConversation(desk.agent, id, new Date())).toMatchObject({ failed: true });
	expect((await callOn(DELETE, id, message.id)).body).toMatchObject({
		id: message.id,
		status: "cancelled",
		failure: { errcode: 40003 },
		content: { text: "太多了" },
	});
	expect(await getConversation(desk.agent, id, new Date())).toMatchObject({
		failed: false,
		lastMessage: { status: "cancelled" },
	});
	expect(await grantOf(id, "message"), "what WeChat has counted it has counted").toEqual(ledger);
	expect((await callOn(DELETE, id, message.id)).body.error.code, "once").toBe("not_held");
	await expect(retry(desk.agent, id, message.id), "it never leaves again").rejects.toMatchObject({
		code: "not_retryable",
	});
});

test("what was deleted is brought back as it was, and can then be sent again", async () => {
	const { id, message } = await refused("d2");
	await callOn(DELETE, id, message.id);
	expect((await callOn(RESTORE, id, message.id)).body).toMatchObject({
		status: "failed",
		failure: { errcode: 40003 },
	});
	expect((await callOn(RESTORE, id, message.id)).body.error.code).toBe("conflict");
	expect((await retry(desk.agent, id, message.id)).message).toMatchObject({ retryOfSeq: message.seq });
	expect((await callOn(DELETE, id, message.id)).body.error.code, "another attempt stands for it").toBe(
		"conflict",
	);
});

test("only what failed: not what arrived, nor a held reply that was withdrawn", async () => {
	const id = await desk.conversationWith("d3", ["到了"]);
	await deliver(id);
	const arrived = await last(id);
	expect(arrived.status).toBe("accepted");
	expect((await callOn(DELETE, id, arrived.id)).body.error.code).toBe("not_held");
	await rows({
		text: `UPDATE reply_grants SET granted_at = now() - interval '3 days', expires_at = now() - interval '1 day'
			WHERE conversation_id = $1`,
		values: [id],
	});
	const held = await reply(desk.agent, id, { clientKey: "h", type: "text", text: "等", hold: true });
	expect((await callOn(DELETE, id, held.message.id)).body.status).toBe("cancelled");
	expect((await callOn(RESTORE, id, held.message.id)).body.error.code).toBe("conflict");
});

test("a colleague's failed reply is the colleague's; one of another conversation or scope is not found", async () => {
	const { id, message } = await refused("d4");
	const { id: other } = await refused("d5");
	const colleague = await makeAgent("周");
	const stranger = await makeAgent("外", { channelIds: [] });
	for (const work of [DELETE, RESTORE]) {
		expect((await callOn(work, id, message.id, colleague)).body.error.code).toBe("owned_by_other");
		expect((await callOn(work, id, message.id, stranger)).body.error.code).toBe("not_found");
	}
	expect((await callOn(DELETE, other, message.id)).body.error.code).toBe("not_found");
	expect((await last(id)).status).toBe("failed");
});
