import { coalesce } from "@/lib/coalesce";
import { rows } from "@/lib/db";
import type { TeamHint, Wake } from "@/lib/live/events";
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
		await notify(wake);
	},
	(error) => log.warn({ err: error }, "screens were not woken; they look for themselves"),
);

const publishTeam = coalesce(
	{ delayMs: 50, most: 150 },
	async (keys) => {
		const conversationIds = keys.filter((key) => key !== NO_CONVERSATION);
		const team: TeamHint = { conversationIds, presence: conversationIds.length < keys.length };
		await notify({ team });
	},
	(error) => log.warn({ err: error }, "colleagues were not told who is there"),
);

const notify = (payload: Wake | { team: TeamHint }) =>
	rows({ text: "SELECT pg_notify($1, $2)", values: [LIVE_CHANNEL, JSON.stringify(payload)] });

/** Tells every open screen, on every process, that a conversation changed. A hint: call it after the commit. */
export const wakeScreens = (conversationId: string): void => publish(conversationId);

/** The same for what belongs to no conversation, as the alarms of a channel. */
export const wakeAllScreens = (): void => publish(NO_CONVERSATION);

/** Tells the screens that show it: who looks at this conversation, or writes in it, changed. */
export const hintViewers = (conversationId: string): void => publishTeam(conversationId);

/** The same for who is there. */
export const hintPresence = (): void => publishTeam(NO_CONVERSATION);
