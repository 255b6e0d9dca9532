import type { Message } from "@/lib/conversations/schema";

/** The messages of a conversation that are here, oldest first, without a gap. */
export interface Thread {
	items: Message[];
	/** Older ones are on the server. */
	hasMoreBefore: boolean;
}

/** A page of messages as the API gives it. */
export interface MessagePage {
	items: Message[];
	hasMoreBefore: boolean;
}

/** True when change `a` is not older than change `b`; both are whole numbers as text. */
export const isAsNew = (a: string, b: string): boolean =>
	a.length === b.length ? a >= b : a.length > b.length;

/** Puts the newest page under what is here. When there is a gap between the two, only the page is kept. */
export function mergeNewest(thread: Thread | undefined, page: MessagePage): Thread {
	const lastKnown = thread?.items.at(-1);
	const first = page.items[0];
	if (!thread || !lastKnown || !first || first.seq > lastKnown.seq + 1) return page;
	const olderKept = (thread.items[0]?.seq ?? 0) < first.seq;
	return {
		items: mergeBySeq(thread.items, page.items),
		hasMoreBefore: olderKept ? thread.hasMoreBefore : page.hasMoreBefore,
	};
}

/** Puts a page of older messages above what is here. */
export const mergeOlder = (thread: Thread, page: MessagePage): Thread => ({
	items: mergeBySeq(thread.items, page.items),
	hasMoreBefore: page.hasMoreBefore,
});

/** Takes in changed messages; those older than anything loaded come later, with their page. */
export function mergeChanges(thread: Thread, changed: Message[]): Thread {
	const firstSeq = thread.hasMoreBefore ? (thread.items[0]?.seq ?? 0) : 0;
	const relevant = changed.filter((message) => message.seq >= firstSeq);
	const items = mergeBySeq(thread.items, relevant);
	return items === thread.items ? thread : { ...thread, items };
}

/**
 * One list by seq; of two copies of a message the newer change wins. The same list when nothing changed. A held reply
 * gets a new seq, at the end, when it is let go: it is known by its id.
 */
function mergeBySeq(current: Message[], incoming: Message[]): Message[] {
	const byId = new Map(current.map((message) => [message.id, message]));
	let changed = false;
	for (const message of incoming) {
		const known = byId.get(message.id);
		if (known && (!isAsNew(message.changeId, known.changeId) || isSame(known, message))) continue;
		byId.set(message.id, message);
		changed = true;
	}
	if (!changed) return current;
	return [...byId.values()].sort((a, b) => a.seq - b.seq);
}

const isSame = (a: Message, b: Message): boolean => JSON.stringify(a) === JSON.stringify(b);
