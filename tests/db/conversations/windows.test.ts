/** Our ledger against the windows of the simulated WeChat, which counts for itself. */
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { deliver } from "@/lib/conversations/deliver";
import { getConversation } from "@/lib/conversations/thread";
import { row, rows } from "@/lib/db";
import type { ErrorCode } from "@/lib/errors";
import { outbox, registerAccount } from "@/tests/support/desk";
import { openDoor } from "@/tests/support/door";
import { openOutbox } from "@/tests/support/outbox";

const desk = await openOutbox("windows", {});
const { wechat, channel, agent } = desk;

beforeAll(async () => {
	const door = await openDoor();
	await registerAccount(wechat, channel, door.urlOf(channel.id));
});

const step = fc.constantFrom(
	"text",
	"enter",
	"reply",
	"reply",
	"reply",
	"half a minute",
	"a day",
	"two days",
);

test("what the ledger lets through WeChat accepts, and what it refuses WeChat would have refused", async () => {
	let customer = 0;
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (steps) => {
			const user = `w${++customer}`;
			const conversationId = await begin(user);
			for (const one of steps) await take(one, conversationId, user);
			expect(new Set([...(await outbox(conversationId)), "accepted"])).toEqual(new Set(["accepted"]));
		}),
		{ numRuns: 25 },
	);
}, 60_000);

test("the window of the screen is WeChat's: what is left, of how many, until when", async () => {
	await wechat.control("POST /clock", { reset: true });
	await rows({ text: "DELETE FROM access_tokens" });
	const conversationId = await begin("screen");
	await desk.say(conversationId, "1");
	await deliver(conversationId);
	const { window } = await getConversation(agent, conversationId, new Date());
	const { grants } = await wechat.control(`GET /chat/${channel.appId}/screen/transcript`);
	expect(window).toMatchObject({ kind: "message", remaining: grants.left, limit: 5 });
	expect(Math.abs(Date.parse(window?.expiresAt ?? "") - Date.parse(grants.until))).toBeLessThan(5000);
});

async function begin(user: string): Promise<string> {
	await wechat.control(`POST /chat/${channel.appId}/${user}/text?wait=1`, { content: "在吗" });
	const { id } = await row<{ id: string }>({
		text: `SELECT c.id FROM conversations c JOIN customers u ON u.id = c.customer_id WHERE u.external_id = $1`,
		values: [await desk.openidOf(user)],
	});
	return id;
}

async function take(one: string, conversationId: string, user: string): Promise<void> {
	const chat = `/chat/${channel.appId}/${user}`;
	if (one === "text") await wechat.control(`POST ${chat}/text?wait=1`, { content: "还有" });
	else if (one === "enter") {
		// Two enterings in one second are one push sent twice, by WeChat's own rule.
		await pass(conversationId, 1);
		await wechat.control(`POST ${chat}/enter?wait=1`, {});
	} else if (one === "reply") await replyOrBeRefused(conversationId, user);
	else await pass(conversationId, { "half a minute": 30, "a day": 86_400, "two days": 172_800 }[one] ?? 0);
}

async function replyOrBeRefused(conversationId: string, user: string): Promise<void> {
	const refusal = await desk.say(conversationId, "答").then(
		() => null,
		(error: { code: ErrorCode }) => error.code,
	);
	if (refusal === null) return deliver(conversationId);
	const { grants } = await wechat.control(`GET /chat/${channel.appId}/${user}/transcript`);
	if (refusal === "window_closed") expect(grants).toBeNull();
	else expect([refusal, grants.left]).toEqual(["quota_used_up", 0]);
}

/** For WeChat and for us. */
async function pass(conversationId: string, seconds: number): Promise<void> {
	await wechat.control("POST /clock", { advanceSeconds: seconds });
	await rows({
		text: `UPDATE reply_grants SET granted_at = granted_at - make_interval(secs => $2),
			expires_at = expires_at - make_interval(secs => $2) WHERE conversation_id = $1`,
		values: [conversationId, seconds],
	});
	// The token aged on WeChat's side as well.
	await rows({ text: "DELETE FROM access_tokens" });
}
