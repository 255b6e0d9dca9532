import { getPrisma } from "@/lib/db";
import { CHANNELS } from "./channels";
import { control } from "./simulator";

type Step =
	| { enter: string }
	| { text: string }
	| { image: true }
	| { card: { title: string; pagepath: string } };

interface Player {
	user: string;
	name: string;
	channel: (typeof CHANNELS)[number]["id"];
	steps: Step[];
}

/** Customers of all three modes; the transferred one speaks once more, into the official tool. */
const PLAYERS: Player[] = [
	{
		user: "li",
		name: "李建国",
		channel: "demo-mini",
		steps: [{ enter: "我的订单" }, { text: "你好，快递到哪了？" }],
	},
	{
		user: "mu",
		name: "木子",
		channel: "demo-mini",
		steps: [{ enter: "会员中心" }, { text: "官方客服" }, { text: "想约周六下午到店" }],
	},
	{
		user: "laoxu",
		name: "老许",
		channel: "demo-json",
		steps: [{ text: "周末几点关门？" }, { text: "转人工" }],
	},
	{
		user: "chen",
		name: "陈默",
		channel: "demo-json",
		steps: [
			{ text: "退款什么时候到账？" },
			{ text: "已经三天了，找人工" },
			{ text: "订单号 20261118007731" },
		],
	},
	{
		user: "kevin",
		name: "Kevin Lau",
		channel: "demo-mini",
		steps: [{ enter: "wxapp" }, { text: "Hi, do you ship to Hong Kong? human please" }],
	},
	{
		user: "xu",
		name: "许知夏",
		channel: "demo-mini",
		steps: [
			{ enter: "订单详情" },
			{ text: "你好，昨天收到的陶瓷杯碎了一只……" },
			{ image: true },
			{ text: "麻烦转人工看一下" },
			{ card: { title: "手作陶瓷杯 2 只装", pagepath: "pages/order/detail?id=20261119088213" } },
		],
	},
];

/** Plays the customers once, when nobody has ever written. */
export async function playCustomers(): Promise<void> {
	for (const { user, name } of PLAYERS) await control("POST", "/users", { id: user, nick: name });
	if ((await getPrisma().conversation.count()) > 0) return;
	for (const { user, name, channel, steps } of PLAYERS) {
		const appId = CHANNELS.find(({ id }) => id === channel)?.appId ?? "";
		for (const step of steps) {
			const [kind, body] = toControl(step);
			await control("POST", `/chat/${appId}/${user}/${kind}?wait=1`, body);
		}
		await nameCustomer(channel, appId, user, name);
		console.log(`${name} wrote to ${channel}`);
	}
}

function toControl(step: Step): [kind: string, body: unknown] {
	if ("enter" in step) return ["enter", { sessionFrom: step.enter }];
	if ("text" in step) return ["text", { content: step.text }];
	if ("image" in step) return ["image", {}];
	return ["card", step.card];
}

/** WeChat tells no names: here somebody has written them down. */
async function nameCustomer(channelId: string, appId: string, user: string, alias: string): Promise<void> {
	const transcript = await control("GET", `/chat/${appId}/${user}/transcript`);
	const externalId = (transcript as { openid: string }).openid;
	await getPrisma().customer.update({
		where: { channelId_externalId: { channelId, externalId } },
		data: { alias },
	});
}
