import type { Change } from "@/components/conversation/records";
import type { Alert } from "@/lib/alerts/schema";
import type { Closing } from "@/lib/conversations/attention-schema";
import type { Mention } from "@/lib/conversations/mention-schema";
import type { ConversationItem } from "@/lib/conversations/schema";
import { MINUTE_MS } from "@/lib/time";

/** Something an agent may have to be told, as the service worker wants it. `urgent`: nearly too late. */
export type News = Omit<Alert, "language"> & { urgent: boolean };

/** A window that closes so soon is told once more, louder. */
const URGENT_MS = 10 * MINUTE_MS;

/**
 * Finds in what comes by sync what is news to `meId`, each thing once however often it comes. What was so before `sinceMs`,
 * when the page was drawn, is none.
 */
export function createNewsDesk(meId: string, sinceMs: number) {
	const told = new Set<string>();
	/** Whoever hears of it first hears of it alone. */
	const isNew = (key: string): boolean => !told.has(key) && Boolean(told.add(key));
	let closingKnown = false;
	let newestMention: bigint | null = null;

	function fromChange({ before, after }: Change): News[] {
		if (after.status !== "open" || after.mode !== "agent" || after.snoozedUntil) return [];
		if (!after.assignee) return isNewInQueue(before, after) ? [toNews("message", after)] : [];
		if (after.assignee.id !== meId) return [];
		if (isNewMessage(after)) return [toNews("message", after)];
		const given = before && before.assignee?.id !== meId;
		return given && isNew(`assigned:${after.id}:${after.changeId}`) ? [toNews("assigned", after)] : [];
	}

	/** One wait of a customer is news to the queue once, and again when a colleague gives them back. */
	function isNewInQueue(
		before: ConversationItem | undefined,
		{ id, waitingSince }: ConversationItem,
	): boolean {
		if (!waitingSince) return false;
		const givenBack = Boolean(before?.assignee);
		const isFresh = Date.parse(waitingSince) > sinceMs;
		return (isFresh || givenBack) && (isNew(`wait:${id}:${waitingSince}`) || givenBack);
	}

	function isNewMessage({ id, lastMessage, unread }: ConversationItem): boolean {
		if (lastMessage?.direction !== "in" || unread === 0 || Date.parse(lastMessage.at) <= sinceMs)
			return false;
		return isNew(`message:${id}:${lastMessage.at}`);
	}

	return {
		fromChanges: (changes: Change[]): News[] => changes.flatMap(fromChange),

		/** What the first answer holds was so before, and is on screen. */
		fromClosing(items: Closing[], nowMs: number): News[] {
			const news = items.flatMap((item) => {
				const key = `${item.kind}:${item.conversationId}:${item.at}`;
				const urgent = isUrgent(item, nowMs);
				const first = isNew(key);
				const again = urgent && isNew(`${key}:urgent`);
				return first || again ? [toWarning(item, urgent, nowMs)] : [];
			});
			const known = closingKnown;
			closingKnown = true;
			return known ? news : [];
		},

		/** Newest first, as the API gives them. */
		fromMentions(items: Mention[]): News[] {
			const known = newestMention;
			for (const { id } of items) {
				if (newestMention === null || BigInt(id) > newestMention) newestMention = BigInt(id);
			}
			newestMention ??= 0n;
			return known === null ? [] : items.filter(({ id }) => BigInt(id) > known).map(toMentioned);
		},
	};
}

/** Whether a window closes so soon that it is told louder. */
export const isUrgent = ({ kind, at }: Pick<Closing, "kind" | "at">, nowMs: number): boolean =>
	kind === "window" && Date.parse(at) - nowMs <= URGENT_MS;

const toNews = (kind: "message" | "assigned", item: ConversationItem): News => ({
	kind,
	conversationId: item.id,
	url: `/inbox/${item.id}`,
	customer: item.customer.name,
	channel: item.channel.name,
	by: null,
	text: item.lastMessage?.direction === "in" ? item.lastMessage.text : null,
	unassigned: item.assignee === null,
	at: item.lastMessage?.at ?? item.waitingSince ?? new Date(0).toISOString(),
	urgent: false,
});

const toWarning = (item: Closing, urgent: boolean, nowMs: number): News => ({
	kind: item.kind,
	conversationId: item.conversationId,
	url: `/inbox/${item.conversationId}`,
	customer: item.customerName,
	channel: item.channelName,
	by: null,
	text: null,
	unassigned: item.unassigned,
	at: new Date(nowMs).toISOString(),
	urgent,
});

const toMentioned = (mention: Mention): News => ({
	kind: "mention",
	conversationId: mention.conversationId,
	url: `/inbox/${mention.conversationId}?message=${mention.messageId}`,
	customer: mention.customerName,
	channel: mention.channel.name,
	by: mention.by?.name ?? null,
	text: mention.text,
	unassigned: false,
	at: mention.at,
	urgent: false,
});
