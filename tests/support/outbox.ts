/** A desk whose replies go to the simulator: a channel, an agent, customers who have written and been answered. */
import { reply } from "@/lib/conversations/reply";
import { listMessages } from "@/lib/conversations/thread";
import { rows } from "@/lib/db";
import { makeAgent, makeChannel, registerAccount, textFrom, write } from "@/tests/support/desk";
import { startWechat } from "@/tests/support/simulator";

/** The simulated WeChat counts no windows here unless `flags` say so: what is tested is our own ledger. */
export async function openOutbox(id: string, flags: Record<string, unknown> = { grantModel: "unlimited" }) {
	const wechat = await startWechat();
	const channel = await makeChannel(id);
	await registerAccount(wechat, channel, "http://127.0.0.1:9/", flags);
	const agent = await makeAgent("林晓");

	const openidOf = async (user: string): Promise<string> =>
		(await wechat.control("POST /users", { id: user })).openids[channel.appId];

	const say = (conversationId: string, text: string, clientKey: string = crypto.randomUUID()) =>
		reply(agent, conversationId, { clientKey, type: "text", text });

	/** A customer who has written, and what the agent has answered and not sent yet. */
	async function conversationWith(user: string, texts: string[]): Promise<string> {
		const { id: conversationId } = await write(channel, textFrom(await openidOf(user), "在吗"));
		for (const text of texts) await say(conversationId, text);
		return conversationId;
	}

	/** The first failure that the thread shows. */
	async function failureOf(conversationId: string) {
		const { items } = await listMessages(agent, conversationId, { limit: 50 });
		return items.find(({ failure }) => failure !== null)?.failure;
	}

	return {
		wechat,
		channel,
		agent,
		openidOf,
		say,
		conversationWith,
		failureOf,
		/** The next sends of an API path end like this. */
		fault: (kind: string, more: Record<string, unknown> = {}) =>
			wechat.control("POST /faults", { target: "api", kind, path: "custom/send", ...more }),
		/** Without faults, without a record, without a token, the channel well and its line moving. */
		async clear(): Promise<void> {
			await wechat.control("DELETE /faults");
			await wechat.control("DELETE /log");
			await rows({ text: "DELETE FROM access_tokens" });
			await rows({ text: "UPDATE channels SET paused_until = NULL, typing_off_at = NULL" });
			await rows({ text: "DELETE FROM channel_alarms" });
		},
	};
}

/** Takes the next reply as a sender does, and goes no further. */
export async function claim(conversationId: string) {
	const [claimed] = await rows<{ r_seq: number; r_granted_at: Date }>({
		text: "SELECT * FROM kefu_claim_message($1, 45)",
		values: [conversationId],
	});
	return claimed;
}

/** The wait before the next try is over. */
export const makeDue = (conversationId: string) =>
	rows({
		text: `UPDATE messages SET not_before = now() - interval '1 second'
			WHERE conversation_id = $1 AND not_before IS NOT NULL`,
		values: [conversationId],
	});

/** The customer's act is a minute ago: all of WeChat knows of it. */
export const makeGrantOld = (conversationId: string) =>
	rows({
		text: `UPDATE reply_grants SET granted_at = granted_at - interval '1 minute',
			expires_at = expires_at - interval '1 minute' WHERE conversation_id = $1`,
		values: [conversationId],
	});

/** Whoever took a reply in hand has died long enough ago. */
export const endLease = (conversationId: string) =>
	rows({
		text: `UPDATE messages SET lease_until = now() - interval '1 second'
			WHERE conversation_id = $1 AND status = 'sending'`,
		values: [conversationId],
	});
