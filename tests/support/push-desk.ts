/** One channel after the other for the rows of the conformance list, and what is kept of what their customers do. */
import { rows } from "@/lib/db";
import { type Channel, makeChannel, registerAccount } from "@/tests/support/desk";
import { openDoor } from "@/tests/support/door";
import { type Json, startWechat } from "@/tests/support/simulator";

export const wechat = await startWechat();
export const door = await openDoor();

export const KINDS = (["plain", "compat", "safe"] as const).flatMap((encryption) =>
	(["xml", "json"] as const).map((format) => ({ encryption, format })),
);

let made = 0;

/** A channel that both sides know, its pushes going to our door, or to `url` where something stands between. */
export async function open(
	change: Partial<Channel> = {},
	flags: Record<string, unknown> = {},
	url: (door: string) => string = (own) => own,
): Promise<Channel> {
	const channel = await makeChannel(`p-${++made}`, { encryption: "safe", format: "xml", ...change });
	await registerAccount(wechat, channel, url(door.urlOf(channel.id)), flags);
	return channel;
}

/** What a customer does, and how WeChat's pushing of it ended. */
export const does = async ({ appId }: Channel, what: string, body: object, user = "lin"): Promise<Json> =>
	(await wechat.control(`POST /chat/${appId}/${user}/${what}?wait=1`, body)).delivery;

export const says = (channel: Channel, content: string, user?: string): Promise<Json> =>
	does(channel, "text", { content }, user);

/** The texts of a channel's customers as they are kept, in order. */
export async function textsOf({ id }: Channel): Promise<string[]> {
	const found = await rows<{ text: string }>({
		text: `SELECT m.content ->> 'text' AS text FROM messages m JOIN conversations c ON c.id = m.conversation_id
			WHERE c.channel_id = $1 AND m.direction = 'in' ORDER BY m.seq`,
		values: [id],
	});
	return found.map(({ text }) => text);
}

/** The dedupe keys of a channel's pushes, in order. */
export async function keysOf({ id }: Channel): Promise<string[]> {
	const found = await rows<{ dedupe_key: string }>({
		text: "SELECT dedupe_key FROM push_receipts WHERE channel_id = $1 ORDER BY received_at",
		values: [id],
	});
	return found.map(({ dedupe_key }) => dedupe_key);
}

/** What WeChat told the customer about us. */
export const notices = async ({ appId }: Channel, user = "lin"): Promise<string[]> =>
	(await wechat.control(`GET /chat/${appId}/${user}/transcript`)).items.flatMap(
		({ notice }: Json) => notice ?? [],
	);
