"use client";

import {
	createContext,
	type ReactNode,
	useCallback,
	useContext,
	useState,
	useSyncExternalStore,
} from "react";
import type { ConversationDetail, ConversationItem, Message } from "@/lib/conversations/schema";
import {
	isAsNew,
	type MessagePage,
	mergeAround,
	mergeChanges,
	mergeNewer,
	mergeNewest,
	mergeOlder,
	type Thread,
	toThread,
} from "./merge-messages";

/** A conversation as it was told of before, if it was, and as it is. */
export interface Change {
	before: ConversationItem | undefined;
	after: ConversationItem;
}

/**
 * Everything known of conversations and messages, once. Lists and panes read it by id; pages, syncs and answers
 * write into it in any order, and the newest change of a thing wins.
 */
export interface Records {
	subscribe: (onChange: () => void) => () => void;
	conversation: (id: string) => ConversationItem | undefined;
	/** All that are known here, in no order. */
	conversations: () => ConversationItem[];
	detail: (id: string) => ConversationDetail | undefined;
	thread: (id: string) => Thread | undefined;
	putConversations: (items: ConversationItem[]) => void;
	putDetail: (detail: ConversationDetail) => void;
	/**
	 * What has changed by these words of sync since its last ones, and since what this browser itself has done. A list may
	 * have shown it before: it is news all the same.
	 */
	learn: (items: ConversationItem[]) => Change[];
	/** What this browser expects the server to say soon; the next word of the server replaces it. */
	expect: (id: string, change: Partial<ConversationItem>) => void;
	/**
	 * The same for what the server is asked to do: shown until the returned function is called, whatever older words of
	 * the server arrive in between.
	 */
	hold: (id: string, change: Partial<ConversationItem>) => () => void;
	putNewest: (id: string, page: MessagePage) => void;
	/** The newest page alone, whatever stretch is here. */
	putLatest: (id: string, page: MessagePage) => void;
	putAround: (id: string, page: MessagePage) => void;
	/** Above or below what was here when it was asked for; nothing where that has gone meanwhile. */
	putBeside: (id: string, page: MessagePage, asked: Message) => void;
	/** A stretch that does not reach the end is of no use to who comes back later. */
	leaveThread: (id: string) => void;
	putChanges: (id: string, messages: Message[]) => void;
}

/** What the page was drawn with. */
export interface RecordsSeed {
	conversations?: ConversationItem[];
	detail?: ConversationDetail;
	messages?: MessagePage;
}

export function createRecords({ conversations: items = [], detail, messages }: RecordsSeed = {}): Records {
	const conversations = new Map<string, ConversationItem>();
	const details = new Map<string, ConversationDetail>();
	const threads = new Map<string, Thread>();
	const held = new Map<string, Partial<ConversationItem>[]>();
	/** As sync last told of it, or the answer to what was asked of the server here; of others what was seen first. */
	const told = new Map<string, ConversationItem>();
	/** What is read: the first two maps with what is held laid over them. Kept, so that it stays the same object. */
	const shownItems = new Map<string, ConversationItem>();
	const shownDetails = new Map<string, ConversationDetail>();
	/** Changes that arrived while the first page of their conversation was still on its way. */
	const early = new Map<string, Message[]>();
	const listeners = new Set<() => void>();
	const tell = () => {
		for (const listener of listeners) listener();
	};

	function put(item: ConversationItem): void {
		const known = conversations.get(item.id);
		if (!known || isAsNew(item.changeId, known.changeId)) {
			conversations.set(item.id, item);
			const detail = details.get(item.id);
			if (detail) details.set(item.id, { ...detail, ...item });
		}
		if (!told.has(item.id)) told.set(item.id, item);
		show(item.id);
	}

	/** With what is held laid over it. */
	function lay<Item extends ConversationItem>(item: Item): Item {
		const changes = held.get(item.id) ?? [];
		return changes.length === 0 ? item : Object.assign({}, item, ...changes);
	}

	function show(id: string): void {
		const item = conversations.get(id);
		if (item) shownItems.set(id, lay(item));
		const detail = details.get(id);
		if (detail) shownDetails.set(id, lay(detail));
	}

	function changeTo(after: ConversationItem): Change[] {
		const before = told.get(after.id);
		if (before && !isAsNew(after.changeId, before.changeId)) return [];
		told.set(after.id, after);
		return [{ before: before && lay(before), after }];
	}

	function putThread(id: string, thread: Thread): void {
		threads.set(id, mergeChanges(thread, early.get(id) ?? []));
		early.delete(id);
		tell();
	}

	for (const item of items) put(item);
	if (detail) {
		details.set(detail.id, detail);
		put(detail);
		if (messages) threads.set(detail.id, toThread(messages));
	}

	return {
		subscribe: (onChange) => {
			listeners.add(onChange);
			return () => listeners.delete(onChange);
		},
		conversation: (id) => shownItems.get(id),
		conversations: () => [...shownItems.values()],
		detail: (id) => shownDetails.get(id),
		thread: (id) => threads.get(id),
		putConversations: (items) => {
			for (const item of items) put(item);
			tell();
		},
		putDetail: (detail) => {
			const newer = conversations.get(detail.id);
			details.set(
				detail.id,
				newer && !isAsNew(detail.changeId, newer.changeId) ? { ...detail, ...newer } : detail,
			);
			put(detail);
			// Held is what this browser has asked for: here is the answer.
			if (held.get(detail.id)?.length) told.set(detail.id, detail);
			tell();
		},
		learn: (items) => items.flatMap(changeTo),
		expect: (id, change) => {
			const known = conversations.get(id);
			if (!known) return;
			put({ ...known, ...change });
			told.set(id, { ...known, ...told.get(id), ...change });
			tell();
		},
		hold: (id, change) => {
			held.set(id, [...(held.get(id) ?? []), change]);
			show(id);
			tell();
			return () => {
				held.set(
					id,
					(held.get(id) ?? []).filter((other) => other !== change),
				);
				show(id);
				tell();
			};
		},
		putNewest: (id, page) => putThread(id, mergeNewest(threads.get(id), page)),
		putLatest: (id, page) => putThread(id, toThread(page)),
		putAround: (id, page) => putThread(id, mergeAround(threads.get(id), page)),
		putBeside: (id, page, asked) => {
			const thread = threads.get(id);
			if (thread?.items[0]?.id === asked.id) putThread(id, mergeOlder(thread, page));
			else if (thread?.items.at(-1)?.id === asked.id) putThread(id, mergeNewer(thread, page));
		},
		leaveThread: (id) => {
			if (threads.get(id)?.hasMoreAfter) threads.delete(id);
		},
		putChanges: (id, messages) => {
			const thread = threads.get(id);
			if (!thread) {
				early.set(id, [...(early.get(id) ?? []), ...messages]);
				return;
			}
			threads.set(id, mergeChanges(thread, messages));
			tell();
		},
	};
}

const RecordsContext = createContext<Records | null>(null);

/** The seed is read once, when the provider appears. */
export function RecordsProvider({ seed, children }: { seed: RecordsSeed; children: ReactNode }) {
	const [records] = useState(() => createRecords(seed));
	return <RecordsContext value={records}>{children}</RecordsContext>;
}

export function useRecords(): Records {
	const records = useContext(RecordsContext);
	if (!records) throw new Error("useRecords needs a RecordsProvider above it");
	return records;
}

/** Reads one thing from the records and draws again when that very thing changes. */
export function useRecord<Value>(read: (records: Records) => Value): Value {
	const records = useRecords();
	const snapshot = useCallback(() => read(records), [read, records]);
	return useSyncExternalStore(records.subscribe, snapshot, snapshot);
}
