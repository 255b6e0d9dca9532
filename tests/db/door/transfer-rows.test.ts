/** Rows T1 to T5 of the conformance list, with each of WeChat's undocumented behaviours that matters to them. */
import { beforeEach, expect, test } from "vitest";
import { forgetAccount } from "@/lib/channels/accounts";
import type { Mode } from "@/lib/conversations/schema";
import { changeConversation } from "@/lib/conversations/update";
import { getPrisma, row, rows } from "@/lib/db";
import { sweep } from "@/lib/jobs/worker";
import { makeAgent, makeChannel, registerAccount, setRules } from "@/tests/support/desk";
import { openDoor } from "@/tests/support/door";
import { type Json, startWechat } from "@/tests/support/simulator";

const wechat = await startWechat();
const door = await openDoor();
const agent = await makeAgent("林晓");
let made = 0;

const KINDS = (["plain", "compat", "safe"] as const).flatMap((encryption) =>
	(["xml", "json"] as const).map((format) => ({ encryption, format })),
);

beforeEach(() => wechat.control("POST /clock", { reset: true }));

interface Desk {
	/** What the customer does, and how WeChat's pushing of it ended. */
	does(what: string, body?: object): Promise<Json>;
	tool(call: string, body?: object): Promise<Json>;
	toolState(): Promise<string>;
	conversation(): Promise<{ id: string; mode: Mode; assignee_id: string | null; epoch: number }>;
	/** Type, and for a change of mode where it went and why, line by line. */
	lines(): Promise<string[]>;
}

/** A channel of its own, and one customer. */
async function openDesk({
	encryption = "safe" as "plain" | "compat" | "safe",
	format = "xml" as "xml" | "json",
	openingMode = "transfer" as Mode,
	settings = {},
	flags = {},
} = {}): Promise<Desk> {
	const id = `t-${++made}`;
	const channel = await makeChannel(id, { encryption, format, openingMode });
	await getPrisma().channel.update({ where: { id }, data: settings });
	forgetAccount(id);
	await registerAccount(wechat, channel, door.urlOf(id), flags);
	await setRules(id, [
		{ name: "兜底", trigger: { kind: "fallback" }, actions: [{ kind: "reply", text: "在的" }] },
	]);
	const { appId } = channel;
	await wechat.control(`POST /tool/${appId}/agents`, { id: "sun" });
	const conversation = () =>
		row<Awaited<ReturnType<Desk["conversation"]>>>({
			text: "SELECT id, mode, assignee_id, epoch FROM conversations WHERE channel_id = $1",
			values: [id],
		});
	return {
		does: async (what, body = {}) => {
			const done = await wechat.control(`POST /chat/${appId}/lin/${what}?wait=1`, body);
			return { handledBy: done.handledBy, ...done.delivery };
		},
		tool: (call, body) => {
			const [method, path] = call.split(" ");
			return wechat.control(`${method} /tool/${appId}/${path}`, body);
		},
		toolState: async () => (await wechat.control(`GET /chat/${appId}/lin/transcript`)).toolState,
		conversation,
		lines: async () => {
			const found = await rows<{ line: string }>({
				text: `SELECT concat_ws(' ', m.type, m.content ->> 'to', m.content ->> 'reason') AS line FROM messages m
					WHERE m.conversation_id = $1 ORDER BY m.seq`,
				values: [(await conversation()).id],
			});
			return found.map(({ line }) => line);
		},
	};
}

const advance = (minutes: number) => wechat.control("POST /clock", { advanceSeconds: minutes * 60 });

test.each(KINDS)(
	"T1 · $encryption $format: in transfer mode the answer puts the message into the official tool's queue",
	async (kind) => {
		const desk = await openDesk(kind);
		expect(await desk.does("text", { content: "有人吗" })).toMatchObject({ verdict: "TRANSFER" });
		expect(await desk.toolState()).toBe("QUEUED");
		const { items } = await desk.tool("GET waiting");
		expect(items[0].items).toMatchObject([{ text: "有人吗" }]);
	},
);

test.each(KINDS)(
	"T2 · $encryption $format: while queued every next message is transferred too",
	async (kind) => {
		const desk = await openDesk(kind);
		for (const content of ["一", "二", "三"])
			expect(await desk.does("text", { content })).toMatchObject({ verdict: "TRANSFER" });
		const { items } = await desk.tool("GET waiting");
		expect(items[0].items).toHaveLength(3);
	},
);

test.each([true, false])(
	"T3 · while the tool has the chat nothing is pushed and the desk invents nothing (enterWhileActive %s)",
	async (enterWhileActive) => {
		const desk = await openDesk({ flags: { enterWhileActive } });
		await desk.does("text", { content: "有人吗" });
		await desk.tool("POST accept", { agent: "sun" });
		expect(await desk.does("text", { content: "在工具里" })).toMatchObject({ handledBy: "tool" });
		await desk.does("enter");
		expect((await desk.lines()).filter((line) => line !== "customer_entered")).toEqual(["text"]);
		expect(await desk.conversation()).toMatchObject({ mode: "transfer" });
	},
);

const POLICIES = [
	{ after: "transfer", verdict: "TRANSFER", mode: "transfer", line: [] as string[] },
	{ after: "bot", verdict: "ACK", mode: "bot", line: ["mode_changed bot pushes_resumed"] },
	{ after: "agent", verdict: "ACK", mode: "agent", line: ["mode_changed agent pushes_resumed"] },
] as const;

for (const expiryBase of ["accept", "lastMessage"]) {
	test.each(POLICIES)(
		`T4 · half an hour later pushes come back and go to: $after (the half hour counts from ${expiryBase})`,
		async ({ after, verdict, mode, line }) => {
			const desk = await openDesk({ settings: { afterTransfer: after }, flags: { expiryBase } });
			await desk.does("text", { content: "有人吗" });
			await desk.tool("POST accept", { agent: "sun" });
			await desk.does("text", { content: "在工具里" });
			await advance(31);
			expect(await desk.does("text", { content: "还在吗" })).toMatchObject({ verdict });
			expect(await desk.conversation()).toMatchObject({ mode, assignee_id: null });
			const replies = after === "bot" ? ["text"] : [];
			expect(await desk.lines()).toEqual(["text", ...line, "text", ...replies]);
			expect(await desk.does("text", { content: "喂" })).toMatchObject({ verdict });
		},
	);
}

test.each(["bot", "agent"] as const)(
	"T4 · within the half hour nobody is taken back to %s, however often they write while they wait",
	async (afterTransfer) => {
		const desk = await openDesk({ settings: { afterTransfer } });
		for (let n = 0; n < 3; n++) {
			expect(await desk.does("text", { content: "有人吗" })).toMatchObject({ verdict: "TRANSFER" });
			await advance(29);
		}
		expect(await desk.conversation()).toMatchObject({ mode: "transfer" });
	},
);

test("T4 · entering after the half hour takes nobody back; the message after it does", async () => {
	const desk = await openDesk({ settings: { afterTransfer: "agent" } });
	await desk.does("text", { content: "有人吗" });
	await advance(31);
	expect(await desk.does("enter")).toMatchObject({ verdict: "ACK" });
	expect(await desk.conversation()).toMatchObject({ mode: "transfer" });
	expect(await desk.does("text", { content: "还在吗" })).toMatchObject({ verdict: "ACK" });
	expect(await desk.conversation()).toMatchObject({ mode: "agent" });
});

test("T4 · a retry of the push that came back is answered as the first one was", async () => {
	const desk = await openDesk({ settings: { afterTransfer: "agent" } });
	await desk.does("text", { content: "有人吗" });
	await advance(31);
	await wechat.control("POST /faults", { target: "push", kind: "lostAnswer", attempts: 2, count: 1 });
	const delivery = await desk.does("text", { content: "还在吗" });
	expect(delivery).toMatchObject({ verdict: "ACK" });
	expect(delivery.attempts).toHaveLength(3);
	expect(await desk.lines()).toEqual(["text", "mode_changed agent pushes_resumed", "text"]);
});

test("a second transfer begins anew: what was transferred in the first one, long ago, takes nobody back", async () => {
	const desk = await openDesk({ settings: { afterTransfer: "agent" } });
	await desk.does("text", { content: "有人吗" });
	const { id } = await desk.conversation();
	await changeConversation(agent, id, { kind: "claim" });
	await advance(120);
	await changeConversation(agent, id, { kind: "mode", mode: "transfer" });
	expect(await desk.does("text", { content: "还是官方" })).toMatchObject({ verdict: "TRANSFER" });
	await advance(31);
	expect(await desk.does("text", { content: "还在吗" })).toMatchObject({ verdict: "ACK" });

	await changeConversation(agent, id, { kind: "mode", mode: "transfer" });
	await desk.does("text", { content: "第三次" });
	await changeConversation(agent, id, { kind: "status", status: "closed" });
	await advance(120);
	await desk.does("enter");
	expect(await desk.does("text", { content: "重新打开" })).toMatchObject({ verdict: "TRANSFER" });
});

test.each(KINDS)(
	"T5 · $encryption $format: an event in transfer mode is answered success, never transferred",
	async (kind) => {
		const desk = await openDesk(kind);
		await desk.does("text", { content: "有人吗" });
		expect(await desk.does("enter")).toMatchObject({ verdict: "ACK" });
		for (const Event of ["debug_demo", "user_authorization_revoke", "wxa_media_check"])
			expect(await desk.does("raw", { fields: { MsgType: "event", Event } })).toMatchObject({
				verdict: "ACK",
			});
	},
);

/** As if the transfer and its pushes were so many minutes older. */
const age = (id: string, minutes: number) =>
	rows({
		text: `UPDATE conversations SET transferred_at = transferred_at - make_interval(mins => $2),
			last_transfer_at = last_transfer_at - make_interval(mins => $2) WHERE id = $1`,
		values: [id, minutes],
	});

test.each([
	["transfer", "agent"],
	["agent", "agent"],
	["bot", "bot"],
] as const)(
	"a transfer lapses after its time, with the policy %s to %s, once, and says so",
	async (after, mode) => {
		const desk = await openDesk({ settings: { afterTransfer: after, transferLapseMinutes: 60 } });
		await desk.does("text", { content: "有人吗" });
		const { id, epoch } = await desk.conversation();
		await age(id, 58);
		await sweep(new Date());
		expect(await desk.conversation()).toMatchObject({ mode: "transfer", epoch });
		await age(id, 3);
		await Promise.all([sweep(new Date()), sweep(new Date())]);
		expect(await desk.conversation()).toMatchObject({ mode, assignee_id: null, epoch: epoch + 1 });
		expect(await desk.lines()).toEqual(["text", `mode_changed ${mode} transfer_lapsed`]);
		expect(await desk.does("text", { content: "还在吗" })).toMatchObject({ verdict: "ACK" });
	},
);

test("a push in between puts the lapse off; without a lapse time, and closed, a transfer stays", async () => {
	const desk = await openDesk({ settings: { transferLapseMinutes: 60 } });
	await desk.does("text", { content: "一" });
	const { id } = await desk.conversation();
	await age(id, 59);
	await desk.does("text", { content: "二" });
	await age(id, 30);
	await sweep(new Date());
	expect(await desk.conversation()).toMatchObject({ mode: "transfer" });
	await changeConversation(agent, id, { kind: "status", status: "closed" });
	await age(id, 600);
	await sweep(new Date());
	expect(await desk.conversation()).toMatchObject({ mode: "transfer" });

	const patient = await openDesk();
	await patient.does("text", { content: "一" });
	await age((await patient.conversation()).id, 60 * 24 * 365);
	await sweep(new Date());
	expect(await patient.conversation()).toMatchObject({ mode: "transfer" });
});

test("handed over by an agent and never written since, a transfer lapses from the hand-over on", async () => {
	const desk = await openDesk({ openingMode: "agent", settings: { transferLapseMinutes: 60 } });
	await desk.does("text", { content: "一" });
	const { id } = await desk.conversation();
	await changeConversation(agent, id, { kind: "mode", mode: "transfer" });
	await age(id, 61);
	await sweep(new Date());
	expect(await desk.conversation()).toMatchObject({ mode: "agent", assignee_id: null });
});
