/**
 * Who is there, who looks at what, and who has room. Client-safe.
 *
 * How a screen keeps this true, cheaply:
 * - While a console tab is open it posts a beat every 15 s, and at once when the conversation on screen, typing or the tab's
 *   visibility changes. The answer holds the colleagues in that conversation. A tab that nobody can see looks at nothing, and is
 *   silent while another tab of the same browser beats.
 * - `GET /api/live` sends the event `team` (lib/live/events.ts) when somebody begins or ends to look or type, or changes their
 *   presence. Nothing of it comes by sync, and it is no reason to sync: only a screen that shows one of the conversations it
 *   names asks `GET /api/conversations/viewers?ids=`, only one that shows presence asks `GET /api/agents`.
 * - Whoever falls silent ends no signal. Each viewer carries until when it holds: drop it then.
 */
import { z } from "zod";

const PRESENCES = ["online", "away", "offline"] as const;
export type Presence = (typeof PRESENCES)[number];

/** Words for the customer, or for colleagues. */
const WRITINGS = ["reply", "note"] as const;
export type Writing = (typeof WRITINGS)[number];

/** Body of `PUT /api/presence`; answers a BeatAnswer without viewers. */
export const presenceSchema = z.object({ presence: z.enum(PRESENCES) });

/** Body of `POST /api/presence/beat`. */
export const beatSchema = z.object({
	/** On screen in this tab. */
	conversationId: z.uuid().nullable(),
	/** What is being written in the composer of this tab. */
	typing: z.enum(WRITINGS).nullable(),
	/** Somebody has touched this browser's console since the last beat. */
	active: z.boolean().default(true),
	/** The tab can be seen; one that can needs no web push. */
	visible: z.boolean().default(true),
	/** What this tab showed before: its colleagues need not wait until the sign runs out. */
	leftId: z.uuid().optional(),
	/** Unlike any other tab's. */
	tab: z.string().max(40).optional(),
	/** Counts the beats of this tab: one that was overtaken by a later one says nothing any more. */
	number: z.int().min(0).max(2_147_483_647).optional(),
	/** The last beat of a tab that closes, by sendBeacon. Another tab has 15 s to beat, else the person is offline. */
	closing: z.boolean().default(false),
});
export type Beat = z.infer<typeof beatSchema>;

/** A colleague who has a conversation on screen. */
export interface Viewer {
	id: string;
	name: string;
	/** What they write; null: they only look. */
	typing: Writing | null;
	/** ISO-8601; typing until then. */
	typingUntil: string | null;
	/** ISO-8601; looking until then, unless a newer answer says more. */
	until: string;
}

export interface BeatAnswer {
	/** What this person chose; a beat makes it count. */
	presence: Presence;
	/** Nobody has touched their console for long: they count as away until they do. */
	idle: boolean;
	/** Open conversations they have. */
	load: number;
	/** How many at once auto-assignment may give. */
	capacity: number;
	/** Some channel of theirs gives customers out by itself. */
	assigning: boolean;
	/** Colleagues in the conversation of the beat, without oneself. */
	viewers: Viewer[];
}

/** Query of `GET /api/conversations/viewers`: ids parted by commas, as many as a screen shows. */
export const viewersQuerySchema = z.object({
	ids: z
		.string()
		.transform((ids) => [...new Set(ids.split(",").filter((id) => id !== ""))])
		.pipe(z.array(z.uuid()).min(1).max(100)),
});

/** Of its answer, under `items`; conversations in which nobody else is are left out. */
export interface ConversationViewers {
	conversationId: string;
	viewers: Viewer[];
}

/** Query of `GET /api/agents`: only those who may see this channel. */
export const teamQuerySchema = z.object({
	channel: z
		.string()
		.regex(/^[\w-]{1,64}$/, "not a channel")
		.optional(),
});

/** A person who can be given a conversation, under `items` of `GET /api/agents`. */
export interface Colleague {
	id: string;
	name: string;
	/** As it counts now: offline without a beat, away when idle, whatever they chose. */
	presence: Presence;
	load: number;
	capacity: number;
}

export const ASSIGNMENTS = ["off", "round_robin", "least_busy"] as const;

/** Body of `PATCH /api/admin/agents/{agentId}`. */
export const changeAgentSchema = z.strictObject({ capacity: z.int().min(0).max(500) });
export const agentParams = z.object({ agentId: z.uuid() });
