/** A team on the desk: who is there, with how much room. */
import type { Assignment } from "@/generated/prisma/client";
import type { Scope } from "@/lib/conversations/scope";
import { rows } from "@/lib/db";
import { type Channel, makeAgent, makeChannel } from "@/tests/support/desk";

/** A channel that gives conversations out; those of tests before it no longer do. */
export async function makeShop(
	id: string,
	assignment: Assignment,
	stickyMinutes: number | null = null,
): Promise<Channel> {
	await rows({ text: "UPDATE channels SET assignment = 'off', sticky_minutes = NULL" });
	const channel = await makeChannel(id);
	await rows({
		text: "UPDATE channels SET assignment = $2::assignment, sticky_minutes = $3 WHERE id = $1",
		values: [id, assignment, stickyMinutes],
	});
	return channel;
}

/** Somebody who has just beaten. */
export async function makeOnline(name: string, capacity: number, channelIds?: string[]): Promise<Scope> {
	const scope = await makeAgent(name, { channelIds: channelIds ?? null });
	await rows({
		text: "UPDATE agents SET presence = 'online', heartbeat_at = now(), capacity = $2 WHERE id = $1",
		values: [scope.agent.id, capacity],
	});
	return scope;
}

/** Everybody goes home. */
export const sendAllHome = () => rows({ text: "UPDATE agents SET presence = 'offline', assigned_at = NULL" });

/** Whose a conversation is; null: nobody's. */
export async function ownerOf(conversationId: string): Promise<string | null> {
	const [found] = await rows<{ assignee_id: string | null }>({
		text: "SELECT assignee_id FROM conversations WHERE id = $1",
		values: [conversationId],
	});
	return found?.assignee_id ?? null;
}

/** What the event lines of a conversation say, in order. */
export async function eventsOf(conversationId: string): Promise<Record<string, unknown>[]> {
	const found = await rows<{ content: Record<string, unknown> }>({
		text: "SELECT content FROM messages WHERE conversation_id = $1 AND direction = 'event' ORDER BY seq",
		values: [conversationId],
	});
	return found.map(({ content }) => content);
}
