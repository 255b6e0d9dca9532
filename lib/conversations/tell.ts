/** Asks for agents to be told who have no tab in sight. Hints: what was told already is kept with the conversation. */
import { coalesce } from "@/lib/coalesce";
import { rows } from "@/lib/db";
import type { AlertReason } from "@/lib/jobs/kinds";
import { addAlerts } from "@/lib/jobs/queue";
import { log } from "@/lib/log";

/** An arrival is given to somebody first, so that they are told and not the whole queue. */
const DELAY_MS = 300;

const teller = (reason: AlertReason, pick: (conversationIds: string[]) => Promise<string[]>) =>
	coalesce(
		{ delayMs: DELAY_MS, most: 500 },
		async (conversationIds) => {
			const wanted = await pick(conversationIds);
			if (wanted.length > 0) await addAlerts(wanted, reason);
		},
		(error) => log.warn({ err: error }, "nobody was asked to tell agents; the sweep will"),
	);

/** Those that people answer; none while no browser wants to be told. */
async function withoutBot(conversationIds: string[]): Promise<string[]> {
	const found = await rows<{ id: string }>({
		name: "conversations_to_tell",
		text: `SELECT id FROM conversations WHERE id = ANY($1::uuid[]) AND mode = 'agent' AND status = 'open'
			AND EXISTS (SELECT FROM push_subscriptions)`,
		values: [conversationIds],
	});
	return found.map(({ id }) => id);
}

/** All of them, or none while no browser wants to be told. */
async function ifAnybody(conversationIds: string[]): Promise<string[]> {
	const found = await rows({ name: "anybody_to_tell", text: "SELECT FROM push_subscriptions LIMIT 1" });
	return found.length > 0 ? conversationIds : [];
}

/** The customer wrote. Call it after the commit. */
export const tellMessage = teller("message", withoutBot);

/** Somebody else, or the desk, gave it to an agent. Call it after the commit. */
export const tellAssigned = teller("assigned", withoutBot);

/** Somebody took it from who had it, or gave it on. Call it after the commit. */
export const tellTaken = teller("taken", ifAnybody);

/** Colleagues were named in a note. Call it after the commit. */
export const tellMentions = teller("mention", ifAnybody);
