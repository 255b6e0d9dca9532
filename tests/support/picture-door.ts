/** Customers who send pictures: the simulated WeChat, a door, and a look at what became of them. */
import { sync } from "@/lib/conversations/sync";
import { listMessages } from "@/lib/conversations/thread";
import { row, rows } from "@/lib/db";
import { makeAgent, makeChannel, registerAccount } from "@/tests/support/desk";
import { openDoor } from "@/tests/support/door";
import { settledCursor } from "@/tests/support/settled-cursor";
import { startWechat } from "@/tests/support/simulator";

export interface MediaRow {
	id: string;
	conversation_id: string;
	status: "pending" | "ready" | "failed";
	failure: string | null;
	attempts: number;
	next_attempt_at: Date;
	size_bytes: number | null;
}

export async function openPictureDoor(id: string) {
	const wechat = await startWechat();
	const door = await openDoor();
	const channel = await makeChannel(id);
	const agent = await makeAgent("林晓");
	await registerAccount(wechat, channel, door.urlOf(id));
	let users = 0;

	const mediaOf = (mediaId: string): Promise<MediaRow> =>
		row<MediaRow>({
			text: "SELECT id, conversation_id, status, failure, attempts, size_bytes, next_attempt_at FROM media WHERE id = $1",
			values: [mediaId],
		});

	/** The media row of what somebody new has just sent, by a call of the simulator's chat. */
	async function send(what: "image" | "card", body: Record<string, unknown> = {}): Promise<MediaRow> {
		const user = `u${++users}`;
		await wechat.control(`POST /chat/${channel.appId}/${user}/${what}?wait=1`, body);
		const [newest] = await rows<{ id: string }>({
			text: "SELECT id FROM media ORDER BY created_at DESC, id LIMIT 1",
		});
		if (!newest) throw new Error("no picture came");
		return mediaOf(newest.id);
	}

	return {
		wechat,
		channel,
		agent,
		send,
		mediaOf,
		/** The one message of a conversation that shows this picture. */
		async messageOf({ conversation_id, id: mediaId }: MediaRow) {
			const { items } = await listMessages(agent, conversation_id, { limit: 50 });
			const found = items.find(({ media }) => media?.id === mediaId);
			if (!found) throw new Error("no message shows it");
			return found;
		},
		/** Where a screen stands now. */
		cursor: settledCursor,
		/** What a screen learns about a conversation since then. */
		async since(cursor: string, conversation: string) {
			const { conversations, messages } = await sync(agent, { since: cursor, conversation }, new Date());
			return {
				conversations: conversations.map((item) => item.id),
				media: messages.map((m) => m.media?.status),
			};
		},
		flags: (flags: Record<string, unknown>) => wechat.control(`POST /accounts/${channel.appId}/flags`, flags),
		/** The wait before the next attempt, or the lease of who died, is over. */
		makeDue: (mediaId: string) =>
			rows({
				text: "UPDATE media SET next_attempt_at = now() - interval '1 second' WHERE id = $1",
				values: [mediaId],
			}),
		/** As at the beginning; what was not fetched is nobody's business any more. */
		async clear(): Promise<void> {
			await wechat.control("DELETE /faults");
			await wechat.control("DELETE /log");
			await wechat.control("POST /clock", { reset: true });
			await rows({ text: "DELETE FROM access_tokens" });
			await rows({ text: "UPDATE media SET status = 'failed' WHERE status = 'pending'" });
		},
	};
}
