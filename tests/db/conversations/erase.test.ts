// Before all else: Next looks for AsyncLocalStorage when its files load.
import "next/dist/server/node-environment-baseline";

import { expect, test } from "vitest";
import { POST as eraseRoute } from "@/app/api/admin/erase-tasks/[taskId]/route";
import { GET as listRoute } from "@/app/api/admin/erase-tasks/route";
import { eraseCustomer } from "@/lib/conversations/erase";
import { listEraseTasks } from "@/lib/conversations/erase-tasks";
import { sync } from "@/lib/conversations/sync";
import { getConversation } from "@/lib/conversations/thread";
import { rows } from "@/lib/db";
import { type Channel, count, makeAgent, makeChannel, nextMsgId, writeFirst } from "@/tests/support/desk";
import { enterPacket, packet, push, textPacket } from "@/tests/support/packets";
import { cookieOf, within } from "@/tests/support/request-scope";
import { settledCursor } from "@/tests/support/settled-cursor";

const TABLES = ["customers", "conversations", "messages", "message_keys", "reply_grants", "drafts", "media"];
const admin = await makeAgent("管理", { role: "admin" });
const channel = await makeChannel("erase", { encryption: "safe", format: "xml" });

/** As WeChat words it; FromUserName names a service of WeChat. */
const asks = (
	{ appId, ...rest }: Channel,
	openid: string,
	event = "user_authorization_revoke",
	seconds = Math.floor(Date.now() / 1000),
) =>
	packet({ appId, ...rest }, "oWechatService", {
		MsgType: "event",
		Event: event,
		OpenID: openid,
		AppID: appId,
		CreateTime: seconds,
		RevokeInfo: "1",
	});

/** Every row of every table in which the customer's openid, or anything they wrote, can be found in clear. */
async function traces(...words: string[]): Promise<string[]> {
	const tables = await rows<{ name: string }>({
		text: "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
	});
	const found = await Promise.all(
		tables.map(async ({ name }) =>
			(await count(`"${name}" t`, words.map((word) => `t::text LIKE '%${word}%'`).join(" OR "))) > 0
				? name
				: "",
		),
	);
	return found.filter((name) => name !== "");
}

async function taskOf(openid: string) {
	const found = (await listEraseTasks()).filter((task) => task.openid === openid);
	expect(found).toHaveLength(1);
	return found[0]?.id ?? "";
}

test("A customer who withdraws their consent is erased with everything, and only their digest stays", async () => {
	await push(channel, enterPacket(channel, "oGone"));
	await push(channel, textPacket(channel, "oGone", "我的地址是栗子路 1 号"));
	await push(
		channel,
		packet(channel, "oGone", { MsgType: "image", MediaId: "m-1", PicUrl: "http://x/1", MsgId: nextMsgId() }),
	);
	const staying = await writeFirst(channel, "oStays");
	await rows({
		text: "INSERT INTO drafts (conversation_id, agent_id, text) SELECT c.id, $1, '草稿' FROM conversations c",
		values: [admin.agent.id],
	});
	expect(await push(channel, asks(channel, "oGone"))).toMatchObject({ status: 200, body: "success" });
	expect(await traces("oGone")).not.toEqual([]);

	await eraseCustomer(await taskOf("oGone"), admin.agent.id);
	expect(await traces("oGone", "栗子路", "m-1")).toEqual([]);
	expect(await listEraseTasks()).toEqual([]);
	expect(await count("raw_pushes", "channel_id = 'erase'")).toBe(1);
	expect(await count("messages", `conversation_id = '${staying}'`)).toBe(1);
	expect(await Promise.all(TABLES.slice(0, 2).map((table) => count(table, "true")))).toEqual([1, 1]);
	const [entry] = await rows<{ details: unknown; agent_id: string }>({
		text: "SELECT details, agent_id FROM audit_entries WHERE action = 'customer.erase'",
	});
	expect(entry).toMatchObject({
		agent_id: admin.agent.id,
		details: {
			event: "user_authorization_revoke",
			customer: expect.stringMatching(/^[0-9a-f]{64}$/),
			messages: 3,
		},
	});
});

test("one task a customer, however often and under whatever name WeChat asks; a changed profile asks for nothing", async () => {
	const seconds = Math.floor(Date.now() / 1000);
	await push(channel, asks(channel, "oTwice", "user_authorization_revoke", seconds));
	await push(channel, asks(channel, "oTwice", "user_authorization_revoke", seconds));
	await push(channel, asks(channel, "oTwice", "user_authorization_cancellation", seconds + 1));
	await push(channel, asks(channel, "oProfile", "user_info_modified"));
	await push(channel, asks({ ...channel, appId: "wxsomebodyelse000" }, "oForeign")).catch(() => undefined);
	expect((await listEraseTasks()).map(({ openid }) => openid)).toEqual(["oTwice"]);
});

test("a late copy of what was done asks for nothing; a later request of the same customer does", async () => {
	const early = asks(channel, "oLate", "user_authorization_revoke", Math.floor(Date.now() / 1000) - 60);
	await push(channel, early);
	const task = await taskOf("oLate");
	const { doneAt } = await eraseCustomer(task, admin.agent.id);
	await push(channel, early);
	expect(await count("erase_tasks", "done_at IS NULL AND external_id = 'oLate'")).toBe(0);
	expect(await eraseCustomer(task, admin.agent.id)).toEqual({ doneAt });
	expect(await count("audit_entries", `details ->> 'taskId' = '${task}'`)).toBe(1);
	await push(
		channel,
		asks(channel, "oLate", "user_authorization_revoke", Math.floor(Date.now() / 1000) + 60),
	);
	await taskOf("oLate");
});

test("somebody unknown is a task too, and erasing them is done without a conversation", async () => {
	await push(channel, asks(channel, "oUnknown"));
	const [task] = await listEraseTasks();
	expect(task).toMatchObject({ openid: "oUnknown", conversationId: null });
	await eraseCustomer(task?.id ?? "", admin.agent.id);
	expect(await traces("oUnknown")).toEqual([]);
});

test("a screen that shows the customer is told to load anew, and then no more, and finds nothing", async () => {
	const id = await writeFirst(channel, "oShown");
	const cursor = await settledCursor();
	await push(channel, asks(channel, "oShown"));
	await eraseCustomer(await taskOf("oShown"), admin.agent.id);
	const told = await sync(admin, { since: cursor }, new Date());
	expect(told.reset).toBe(true);
	// As soon as no older transaction runs in the whole server.
	let since = told.cursor;
	const next = async () => {
		const { reset, cursor } = await sync(admin, { since }, new Date());
		since = cursor;
		return reset;
	};
	await expect.poll(next).toBe(false);
	await expect(sync(admin, { since: cursor, conversation: id }, new Date())).rejects.toMatchObject({
		code: "not_found",
	});
	await expect(getConversation(admin, id, new Date())).rejects.toMatchObject({ code: "not_found" });
});

test("a customer who writes again afterwards is somebody new", async () => {
	const before = await writeFirst(channel, "oAgain");
	await push(channel, asks(channel, "oAgain"));
	await eraseCustomer(await taskOf("oAgain"), admin.agent.id);
	const after = await writeFirst(channel, "oAgain", "又来了");
	expect(after).not.toBe(before);
	expect(await count("messages", `conversation_id = '${after}'`)).toBe(1);
});

test("messages that arrive while the customer is erased are gone with them or begin anew, never half there", async () => {
	await writeFirst(channel, "oRace");
	await push(channel, asks(channel, "oRace"));
	const task = await taskOf("oRace");
	await Promise.allSettled([
		...Array.from({ length: 10 }, (_, n) => push(channel, textPacket(channel, "oRace", `第${n}条`))),
		eraseCustomer(task, admin.agent.id),
		...Array.from({ length: 10 }, (_, n) => push(channel, textPacket(channel, "oRace", `再${n}条`))),
	]);
	const [left] = await rows<{ messages: number; last_seq: number }>({
		text: `SELECT count(m.id)::int AS messages, coalesce(max(c.last_seq), 0) AS last_seq FROM customers u
			LEFT JOIN conversations c ON c.customer_id = u.id LEFT JOIN messages m ON m.conversation_id = c.id
			WHERE u.external_id = 'oRace'`,
	});
	expect(left?.messages).toBe(left?.last_seq);
});

test("only an administrator who confirms may erase; a task nobody opened is 404", async () => {
	await push(channel, asks(channel, "oRights"));
	const task = await taskOf("oRights");
	const agent = await makeAgent("客服");
	const call = async (who: string, id: string, body: unknown) => {
		const request = new Request(`http://127.0.0.1:3000/api/admin/erase-tasks/${id}`, {
			method: "POST",
			headers: { cookie: await cookieOf(who) },
			body: JSON.stringify(body),
		});
		return (await within(eraseRoute, request, { params: Promise.resolve({ taskId: id }) })).status;
	};
	expect(await call(agent.agent.id, task, { confirm: true })).toBe(403);
	expect(await call(admin.agent.id, task, { confirm: false })).toBe(400);
	expect(await call(admin.agent.id, task, {})).toBe(400);
	expect(await call(admin.agent.id, "00000000-0000-4000-8000-000000000000", { confirm: true })).toBe(404);
	await taskOf("oRights");
	expect(await call(admin.agent.id, task, { confirm: true })).toBe(200);
	const request = new Request("http://127.0.0.1:3000/api/admin/erase-tasks", {
		headers: { cookie: await cookieOf(admin.agent.id) },
	});
	const listed = await within(listRoute, request, { params: Promise.resolve({}) });
	expect(await listed.json()).toEqual({
		items: expect.not.arrayContaining([{ id: task }]),
		nextCursor: null,
	});
});
