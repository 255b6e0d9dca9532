import { coalesce } from "@/lib/coalesce";
import { rows } from "@/lib/db";
import type { Wake } from "@/lib/live/events";
import { log } from "@/lib/log";

/** The Postgres channel of wake hints. */
export const LIVE_CHANNEL = "kefu_live";

// NOTIFY takes a database-wide lock at commit: many hints become one, outside every transaction. A payload may hold
// 8,000 bytes, an id takes 39.
const publish = coalesce(
	{ delayMs: 15, most: 150 },
	async (conversationIds) => {
		const wake: Wake = { conversationIds };
		await rows({ text: "SELECT pg_notify($1, $2)", values: [LIVE_CHANNEL, JSON.stringify(wake)] });
	},
	(error) => log.warn({ err: error }, "screens were not woken; they poll"),
);

/** Tells every open screen, on every process, that a conversation changed. A hint: call it after the commit. */
export const wakeScreens = (conversationId: string): void => publish(conversationId);
