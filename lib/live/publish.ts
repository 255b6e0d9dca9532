import { coalesce } from "@/lib/coalesce";
import { rows } from "@/lib/db";
import type { Wake } from "@/lib/live/events";
import { log } from "@/lib/log";

/** The Postgres channel of wake hints. */
export const LIVE_CHANNEL = "kefu_live";

/** Stands among the ids for what belongs to no conversation. */
const NO_CONVERSATION = "";

// NOTIFY takes a database-wide lock at commit: many hints become one, outside every transaction. A payload may hold
// 8,000 bytes, an id takes 39.
const publish = coalesce(
	{ delayMs: 15, most: 150 },
	async (keys) => {
		const wake: Wake = { conversationIds: keys.filter((key) => key !== NO_CONVERSATION) };
		await rows({ text: "SELECT pg_notify($1, $2)", values: [LIVE_CHANNEL, JSON.stringify(wake)] });
	},
	(error) => log.warn({ err: error }, "screens were not woken; they poll"),
);

/** Tells every open screen, on every process, that a conversation changed. A hint: call it after the commit. */
export const wakeScreens = (conversationId: string): void => publish(conversationId);

/** The same for what belongs to no conversation, as the alarms of a channel. */
export const wakeAllScreens = (): void => publish(NO_CONVERSATION);
