/** What a test of the core needs on the desk: channels on both sides, agents with their scope, customers who write. */
import { createHash } from "node:crypto";
import type { AgentRole } from "@/generated/prisma/client";
import type { Action, Trigger } from "@/lib/bot/schema";
import { sealSecrets } from "@/lib/channels/accounts";
import type { Inbound } from "@/lib/channels/channel";
import { type Received, receive } from "@/lib/conversations/receive";
import type { Mode } from "@/lib/conversations/schema";
import type { Scope } from "@/lib/conversations/scope";
import { getPrisma, row, rows } from "@/lib/db";
import type { Wechat } from "@/tests/support/simulator";

export interface Channel {
	id: string;
	appId: string;
	originalId: string;
	appSecret: string;
	token: string;
	encodingAesKey: string | null;
	encryption: "plain" | "compat" | "safe";
	format: "xml" | "json";
	openingMode: Mode;
}

/** Forty-three characters, another for every channel. */
const keyOf = (id: string): string =>
	createHash("sha512").update(id).digest("base64").replace(/[+/=]/g, "x").slice(0, 43);

/** A Mini Program in the database; in agent mode, so that nothing answers by itself. */
export async function makeChannel(id: string, change: Partial<Channel> = {}): Promise<Channel> {
	const channel: Channel = {
		id,
		appId: `wx${createHash("sha256").update(id).digest("hex").slice(0, 16)}`,
		originalId: `gh_${id}`,
		appSecret: `secret-of-${id}`,
		token: `token${id.replace(/[^a-z0-9]/gi, "")}`,
		encodingAesKey: keyOf(id),
		encryption: "plain",
		format: "json",
		openingMode: "agent",
		...change,
	};
	const { appSecret, token, encodingAesKey, ...columns } = channel;
	const secrets = sealSecrets({ appSecret, token, encodingAesKey });
	await getPrisma().channel.create({ data: { ...columns, kind: "miniprogram", name: id, secrets } });
	return channel;
}

/** Tells the simulator about a channel; its pushes go to `url`. */
export async function registerAccount(
	wechat: Wechat,
	channel: Channel,
	url: string,
	flags: Record<string, unknown> = {},
): Promise<void> {
	const { appId: appid, appSecret: secret, originalId, token, encodingAesKey, encryption, format } = channel;
	const push = { url, token, mode: encryption, format, ...(encodingAesKey && { encodingAesKey }) };
	await wechat.control("POST /accounts", { appid, secret, originalId, name: channel.id, push, flags });
}

/** An agent and what they may see: all channels, or those named. */
export async function makeAgent(
	name: string,
	{ channelIds = null, role = "agent" }: { channelIds?: string[] | null; role?: AgentRole } = {},
): Promise<Scope> {
	const agent = await getPrisma().agent.create({
		data: {
			email: `${createHash("sha256").update(name).digest("hex").slice(0, 12)}@example.com`,
			name,
			role,
			passwordHash: "none",
			allChannels: channelIds === null,
			channels: { create: (channelIds ?? []).map((channelId) => ({ channelId })) },
		},
		select: { id: true, name: true },
	});
	return { agent, channelIds };
}

/** Rules in this order for one channel, known from its next push on. */
export async function setRules(
	channelId: string,
	rules: { name: string; trigger: Trigger; actions: Action[] }[],
): Promise<void> {
	await getPrisma().$transaction([
		getPrisma().rule.deleteMany({ where: { channelId } }),
		getPrisma().rule.createMany({ data: rules.map((rule, position) => ({ ...rule, channelId, position })) }),
		getPrisma().channel.update({ where: { id: channelId }, data: { rulesVersion: { increment: 1 } } }),
	]);
}

let lastMsgId = 23_637_352_235_060_880n;
export const nextMsgId = (): string => String(++lastMsgId);

/** A customer's text as the protocol hands it over. */
export function textFrom(externalId: string, text: string, msgId = nextMsgId()): Inbound {
	return {
		kind: "message",
		externalId,
		occurredAt: new Date(),
		content: { type: "text", text },
		media: null,
		grant: { limit: 5, seconds: 48 * 3600 },
		dedupeKey: `m:${externalId}:${msgId}`,
	};
}

/** A customer opens the chat. */
export function enterFrom(externalId: string, sessionFrom = "wxapp"): Inbound {
	const grant = { limit: 2, seconds: 60 };
	const dedupeKey = `e:${externalId}:${nextMsgId()}`;
	return { kind: "enter", externalId, occurredAt: new Date(), sessionFrom, grant, dedupeKey };
}

/** Stores a push as the door would and answers its conversation; nothing decides. */
export async function write(
	channel: Channel,
	inbound: Inbound,
): Promise<NonNullable<Received["conversation"]>> {
	const { conversation } = await receive(channel.id, inbound, Buffer.from("raw"));
	if (!conversation) throw new Error("this push touches no conversation");
	return conversation;
}

/** The id of a conversation with somebody new who has written one text. */
export const writeFirst = async (channel: Channel, externalId: string, text = "你好"): Promise<string> =>
	(await write(channel, textFrom(externalId, text))).id;

/** Number of rows of a table, or of those that a condition picks. */
export async function count(table: string, condition = "true"): Promise<number> {
	const { n } = await row<{ n: number }>({
		text: `SELECT count(*)::int AS n FROM ${table} WHERE ${condition}`,
	});
	return n;
}

/** One grant of a conversation as it stands. */
export async function grantOf(conversationId: string, kind: "message" | "enter" = "message") {
	const [grant] = await rows<{ limit: number; spent: number; reserved: number; open: boolean }>({
		text: `SELECT "limit", spent, reserved, expires_at > now() AS open FROM reply_grants
			WHERE conversation_id = $1 AND kind = $2`,
		values: [conversationId, kind],
	});
	return grant;
}

/** Status of every outgoing message of a conversation, in order. */
export async function outbox(conversationId: string): Promise<string[]> {
	const found = await rows<{ status: string }>({
		text: "SELECT status FROM messages WHERE conversation_id = $1 AND direction = 'out' ORDER BY seq",
		values: [conversationId],
	});
	return found.map(({ status }) => status);
}
