import type { Message } from "@/lib/conversations/schema";

/** A stretch of the messages of a conversation, oldest first, without a gap. */
export interface Thread {
	items: Message[];
	/** Older ones are on the server. */
	hasMoreBefore: boolean;
	/** Newer ones are on the server: the stretch does not reach the end. */
	hasMoreAfter: boolean;
	/** What came behind such a stretch since it is here; known, not shown. */
	beyond: Message[];
}

/** A page of messages as the API gives it. */
export type MessagePage = Omit<Thread, "beyond">;

/** More messages than this are not kept of one conversation: whoever reads on lets go of the other end. */
export const KEPT_MOST = 400;

/** True when change `a` is not older than change `b`; both are whole numbers as text. */
export const isAsNew = (a: string, b: string): boolean =>
	a.length === b.length ? a >= b : a.length > b.length;

/** A thread that begins with this page. */
export const toThread = ({ items, hasMoreBefore, hasMoreAfter }: MessagePage): Thread => ({
	items,
	hasMoreBefore,
	hasMoreAfter,
	beyond: [],
});

/**
 * Puts the newest page under what is here. When there is a gap between the two, only the page is kept; a stretch that is
 * read far from the end stays, and what the page holds waits behind it.
 */
export function mergeNewest(thread: Thread | undefined, page: MessagePage): Thread {
	const lastKnown = thread?.items.at(-1);
	const first = page.items[0];
	if (!thread || !lastKnown || !first) return toThread(page);
	if (first.seq <= lastKnown.seq + 1) return join(thread, page);
	return thread.hasMoreAfter ? { ...thread, beyond: mergeBySeq(thread.beyond, page.items) } : toThread(page);
}

/** Puts a page around some place beside what is here, where they touch; else only the page is kept. */
export function mergeAround(thread: Thread | undefined, page: MessagePage): Thread {
	const [first, last] = [page.items[0]?.seq ?? 0, page.items.at(-1)?.seq ?? 0];
	const [firstKnown, lastKnown] = [thread?.items[0]?.seq ?? 0, thread?.items.at(-1)?.seq ?? 0];
	const touching = first <= lastKnown + 1 && last + 1 >= firstKnown;
	return thread && touching ? join(thread, page) : toThread(page);
}

/** Puts a page of older messages above what is here, and lets go of the newest where that is too many. */
export function mergeOlder(thread: Thread, page: MessagePage): Thread {
	if (page.items.length === 0) return { ...thread, hasMoreBefore: false };
	const joined = join(thread, page);
	if (joined.items.length <= KEPT_MOST) return joined;
	return { ...joined, items: joined.items.slice(0, KEPT_MOST), hasMoreAfter: true };
}

/** Puts a page of newer messages below what is here, and lets go of the oldest where that is too many. */
export function mergeNewer(thread: Thread, page: MessagePage): Thread {
	if (page.items.length === 0) return { ...thread, hasMoreAfter: false };
	const joined = join(thread, page);
	if (joined.items.length <= KEPT_MOST) return joined;
	return { ...joined, items: joined.items.slice(-KEPT_MOST), hasMoreBefore: true };
}

/** Takes in changed messages; those outside the stretch come later, with their page. */
export function mergeChanges(thread: Thread, changed: Message[]): Thread {
	const firstSeq = thread.hasMoreBefore ? (thread.items[0]?.seq ?? 0) : 0;
	const items = mergeBySeq(
		thread.items,
		changed.filter((message) => message.seq >= firstSeq),
	);
	if (items === thread.items) return thread;
	if (!thread.hasMoreAfter) return { ...thread, items };
	const lastSeq = thread.items.at(-1)?.seq ?? 0;
	const behind = items.filter((message) => message.seq > lastSeq);
	if (behind.length === 0) return { ...thread, items };
	const beyond = mergeBySeq(thread.beyond, behind);
	const within = items.filter((message) => message.seq <= lastSeq);
	const unchanged =
		within.length === thread.items.length && within.every((item, n) => item === thread.items[n]);
	if (unchanged && beyond === thread.beyond) return thread;
	return { ...thread, items: unchanged ? thread.items : within, beyond };
}

/** Two stretches that touch, as one; what was behind and is reached is no longer beyond. */
function join(thread: Thread, page: MessagePage): Thread {
	const [first, last] = [page.items[0]?.seq, page.items.at(-1)?.seq];
	if (first === undefined || last === undefined) return thread;
	const [firstKnown, lastKnown] = [thread.items[0]?.seq ?? 0, thread.items.at(-1)?.seq ?? 0];
	const hasMoreAfter = last >= lastKnown ? page.hasMoreAfter : thread.hasMoreAfter;
	const items = mergeBySeq(thread.items, page.items);
	return {
		items,
		hasMoreBefore: first <= firstKnown ? page.hasMoreBefore : thread.hasMoreBefore,
		hasMoreAfter,
		beyond: hasMoreAfter ? thread.beyond.filter(({ seq }) => seq > Math.max(last, lastKnown)) : [],
	};
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
