/** What a row of the conformance list stands on: the console over HTTP, the simulated WeChat, a channel, its customers. */
import type { Scope } from "@/lib/conversations/scope";
import { row } from "@/lib/db";
import { type ConsoleHttp, openConsoleHttp } from "@/tests/support/console-http";
import { type Channel, makeAgent, makeChannel, registerAccount } from "@/tests/support/desk";
import { type Json, startWechat, type Wechat } from "@/tests/support/simulator";

export interface ConformanceDesk {
	wechat: Wechat;
	http: ConsoleHttp;
	/** Sees every channel. */
	agent: Scope;
	/** A Mini Program on both sides, pushing to the console's own push route. */
	line(id: string, change?: Partial<Channel>, flags?: Record<string, unknown>): Promise<Line>;
}

export interface Line {
	channel: Channel;
	/** Switches of its account; null takes one away. */
	flags(flags: Record<string, unknown>): Promise<void>;
	/** Somebody in the simulated WeChat, new or known. */
	customer(user: string): Promise<LineCustomer>;
}

export interface LineCustomer {
	user: string;
	openid: string;
	/** Each resolves with WeChat's record of the push once our answer has been judged; null when nothing was pushed. */
	says(text: string): Promise<Json>;
	enters(sessionFrom?: string): Promise<Json>;
	does(what: string, body: unknown): Promise<Json>;
	/** What the simulated WeChat knows of the chat. */
	phone(): Promise<Json>;
	/** What reached the phone from the console, oldest first. */
	heard(): Promise<string[]>;
	/** Sentences WeChat itself wrote into the chat, as it does when we fail. */
	notices(): Promise<string[]>;
	/** There is one once the customer has done something. */
	conversationId(): Promise<string>;
	/** The thread as the agent's browser gets it. */
	thread(): Promise<Json[]>;
	/** The texts in it that the customer wrote. */
	written(): Promise<string[]>;
	/** The agent answers; what the console says to that. */
	answer(text: string): Promise<{ status: number; body: Json }>;
}

const MODES = ["plain", "compat", "safe"] as const;
const FORMATS = ["xml", "json"] as const;
/** All six ways a push can be configured. */
export const COMBINATIONS = MODES.flatMap((encryption) =>
	FORMATS.map((format) => ({ encryption, format, name: `${encryption}-${format}` })),
);

export async function openConformanceDesk(): Promise<ConformanceDesk> {
	const wechat = await startWechat();
	const http = await openConsoleHttp();
	const agent = await makeAgent("林晓", { role: "admin" });
	const desk = { wechat, http, agent };
	return {
		...desk,
		async line(id, change = {}, flags = {}) {
			const channel = await makeChannel(id, change);
			await registerAccount(wechat, channel, http.urlOf(id), flags);
			return {
				channel,
				flags: (given) => wechat.control(`POST /accounts/${channel.appId}/flags`, given),
				customer: (user) => customerOf(desk, channel, user),
			};
		},
	};
}

async function customerOf(
	{ wechat, http, agent }: Pick<ConformanceDesk, "wechat" | "http" | "agent">,
	{ id: channelId, appId }: Channel,
	user: string,
): Promise<LineCustomer> {
	const openid: string = (await wechat.control("POST /users", { id: user })).openids[appId];
	const chat = `/chat/${appId}/${user}`;
	const does = async (what: string, body: unknown): Promise<Json> =>
		(await wechat.control(`POST ${chat}/${what}?wait=1`, body)).delivery;
	const phone = () => wechat.control(`GET ${chat}/transcript`);
	async function conversationId(): Promise<string> {
		const { id } = await row<{ id: string }>({
			text: `SELECT c.id FROM conversations c JOIN customers u ON u.id = c.customer_id
				WHERE c.channel_id = $1 AND u.external_id = $2`,
			values: [channelId, openid],
		});
		return id;
	}
	const path = async () => `/api/conversations/${await conversationId()}/messages`;
	const thread = async (): Promise<Json[]> =>
		(await http.as(agent, `GET ${await path()}?limit=100`)).body.items;
	return {
		user,
		openid,
		says: (content) => does("text", { content }),
		enters: (sessionFrom) => does("enter", { sessionFrom }),
		does,
		phone,
		heard: () => wechat.received(appId, user),
		notices: async () =>
			(await phone()).items.flatMap((item: Json) => (item.from === "system" ? [item.notice] : [])),
		conversationId,
		thread,
		written: async () =>
			(await thread()).filter(({ direction }) => direction === "in").map(({ content }) => content.text),
		answer: async (text) =>
			http.as(agent, `POST ${await path()}`, { clientKey: crypto.randomUUID(), type: "text", text }),
	};
}
