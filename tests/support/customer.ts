/** A customer with a phone, played by the simulated WeChat. */
import { randomBytes } from "node:crypto";
import type { Desk } from "@/tests/support/browser-desk";
import type { Json } from "@/tests/support/simulator";

/** The channels of the demo seed. */
export const APP_IDS = { "demo-mini": "wxdemo0000000mini", "demo-json": "wxdemo0000000json" } as const;
export type DemoChannel = keyof typeof APP_IDS;

export interface Customer {
	/** Their name in the simulator. */
	user: string;
	appId: string;
	openid: string;
	/** What the console calls them: WeChat tells no names. */
	name: string;
	/** Opens the chat. */
	enter(sessionFrom?: string): Promise<Json>;
	/** Writes a text; resolves with WeChat's record of the push when our answer has been judged. */
	says(text: string): Promise<Json>;
	/** The texts that came from the console, oldest first. */
	heard(): Promise<string[]>;
	/** What the simulated WeChat knows of the chat. */
	phone(): Promise<Json>;
	/** The conversation in the console; there is one once the customer has done something. */
	conversationId(): Promise<string>;
}

/** Somebody who has never been here. */
export function newCustomer(desk: Desk, channel: DemoChannel = "demo-json"): Promise<Customer> {
	return newCustomerOf(desk, channel, APP_IDS[channel]);
}

/** The same in any channel that the simulator knows. */
export async function newCustomerOf(desk: Desk, channelId: string, appId: string): Promise<Customer> {
	const user = `u-${randomBytes(5).toString("hex")}`;
	const { openids } = await desk.control("POST /users", { id: user, nick: user });
	const openid: string = openids[appId];
	const act = async (name: string, body: unknown) =>
		(await desk.control(`POST /chat/${appId}/${user}/${name}?wait=1`, body)).delivery;
	const phone = () => desk.control(`GET /chat/${appId}/${user}/transcript`);
	return {
		user,
		appId,
		openid,
		name: `用户 ${openid
			.replace(/[^A-Za-z0-9]/g, "")
			.slice(-4)
			.toUpperCase()}`,
		enter: (sessionFrom) => act("enter", { sessionFrom }),
		says: (content) => act("text", { content }),
		phone,
		async heard() {
			const { items } = await phone();
			return items.filter((item: Json) => item.from === "api").map((item: Json) => item.text);
		},
		async conversationId() {
			const [found] = await desk.sql(
				`SELECT c.id FROM conversations c JOIN customers u ON u.id = c.customer_id
					WHERE u.channel_id = $1 AND u.external_id = $2`,
				[channelId, openid],
			);
			if (!found) throw new Error(`${user} has no conversation yet`);
			return found.id;
		},
	};
}
