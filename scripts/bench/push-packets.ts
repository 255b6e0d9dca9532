/**
 * What the push bench sends: text messages in safe mode XML, built and encrypted by the simulator. A packet is a function
 * of its number, so that the same number is the same push again.
 */
import { parseAccount, upsertAccount } from "../../simulator/accounts";
import { buildPush } from "../../simulator/push/build";
import { type Account, createWorld, openidOf } from "../../simulator/state";
import { accountOf, CHANNELS, type ChannelName } from "./channels";

export const CUSTOMERS = 1000;
export const RULES = 50;

export const customerId = (number: number): string => `bench-${number}`;

/** As the channel knows the customer. */
export const customerOpenid = (channel: ChannelName, number: number): string =>
	openidOf(customerId(number), CHANNELS[channel].appId);

/** Three keywords a rule, none of which is a part of another. */
export const keywordsOf = (rule: number): string[] => ["甲", "乙", "丙"].map((end) => `暗号${rule}${end}`);

/** Every second message holds a keyword of one rule, all rules in turn; the others hit none. */
const hitsRule = (number: number): boolean => number % 2 === 1;

function textOf(number: number): string {
	const rule = Math.floor(number / 2) % RULES;
	const keyword = hitsRule(number) ? `，${keywordsOf(rule)[number % 3]}` : "";
	return `第${number}条：你好，我上周买的栗子礼盒还没有收到，能帮我看看到哪里了吗${keyword}？`;
}

export interface Packet {
	/** With the query. */
	path: string;
	headers: Record<string, string>;
	body: Buffer;
}

/** @param sentAt Unix seconds; the same for all packets of a run */
export function packetMaker(
	channel: ChannelName,
	pushUrl: string,
	sentAt: number,
): (number: number) => Packet {
	const say = sayer(channel, pushUrl, sentAt);
	return (number) => say(customerOf(number), number, textOf(number));
}

/** Makes the push of what a customer says; `number` sets it apart from all others of the channel. */
export function sayer(
	channel: ChannelName,
	pushUrl: string,
	sentAt: number,
): (customer: number, number: number, text: string) => Packet {
	const account: Account = upsertAccount(
		createWorld({ seed: "bench" }),
		parseAccount(accountOf(channel, pushUrl)),
	);
	return (customer, number, text) => {
		const openid = customerOpenid(channel, customer);
		const { url, headers, body } = buildPush(account, {
			openid,
			timestamp: String(sentAt),
			nonce: String(100_000_000 + number),
			random: String(number).padStart(16, "0"),
			fields: {
				ToUserName: account.originalId,
				FromUserName: openid,
				CreateTime: sentAt,
				MsgType: "text",
				Content: text,
				MsgId: 24_000_000_000_000_000n + BigInt(number),
			},
		});
		return { path: url.slice(new URL(url).origin.length), headers, body };
	};
}

/** The first packets bring each customer in once; later ones come from anybody. */
function customerOf(number: number): number {
	if (number < CUSTOMERS) return number;
	let mixed = Math.imul(number ^ (number >>> 16), 0x45d9f3b);
	mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
	return ((mixed ^ (mixed >>> 16)) >>> 0) % CUSTOMERS;
}
