"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import useSWR, { useSWRConfig } from "swr";
import { RequestError, request } from "@/components/api/request";
import type { ConversationDetail, ConversationItem } from "@/lib/conversations/schema";
import type { MessagePage, Thread } from "./merge-messages";
import { type Records, useRecord, useRecords } from "./records";

/** Address of a conversation in the API, and the key it is cached under. */
export const conversationPath = (id: string): string => `/api/conversations/${id}`;

/** Address of its messages, and the key they are cached under. */
export const messagesPath = (id: string): string => `${conversationPath(id)}/messages`;

/** A conversation as soon as its row is known; the rest comes with its detail, a moment later. */
export type ShownConversation = ConversationItem & Partial<Omit<ConversationDetail, keyof ConversationItem>>;

/** One conversation with all that its header, composer and customer panel need. */
export function useConversation(id: string) {
	const records = useRecords();
	const detail = useRecord(useCallback((all) => all.detail(id), [id]));
	const item = useRecord(useCallback((all) => all.conversation(id), [id]));
	const shown: ShownConversation | undefined = detail ?? item;
	const { error, mutate } = useSWR<boolean, RequestError>(conversationPath(id), async (path: string) => {
		records.putDetail(await request<ConversationDetail>(path));
		return true;
	});
	// What is here stays on screen, unless the server says that it is not ours to see.
	const told = detail && error?.status !== 404 ? undefined : error;
	return { detail, shown, error: told, retry: () => void mutate() };
}

const PAGE_SIZE = 50;
const REFRESH_SIZE = 100;

/** How far a page beside what is here has come. */
export type PageState = "idle" | "loading" | "failed";

/** The messages of one conversation: a stretch of them, and the ways to what is before, behind and elsewhere. */
export function useThread(id: string, messageId: string | null) {
	const records = useRecords();
	const thread = useRecord(useCallback((all) => all.thread(id), [id]));
	const beside = useBeside(id);
	/** The message that was meant when the thread opened; later ones are gone to. */
	const meant = useRef(messageId);
	const left = useRef(false);
	const { error, mutate } = useSWR<boolean, RequestError>(messagesPath(id), async () => {
		const put = opensElsewhere(records, id)
			? await askAround(records, id, meant.current)
			: await askNewest(records, id);
		// Whoever comes back asks anew, and that answer may be here before this one.
		if (!left.current) put();
		meant.current = null;
		return true;
	});
	const { mutate: mutateAny } = useSWRConfig();
	useEffect(() => {
		left.current = false;
		return () => {
			left.current = true;
			records.leaveThread(id);
			// What comes for it from now on is not told here: SWR must not take a question of just now for one of later.
			void mutateAny(messagesPath(id));
			void mutateAny(conversationPath(id));
		};
	}, [records, id, mutateAny]);

	/** Brings a message here, with what is around it. @throws RequestError `not_found` */
	const bring = useCallback(
		async (messageId: string): Promise<void> => {
			if (records.thread(id)?.items.some((message) => message.id === messageId)) return;
			records.putAround(id, await getPage(id, `around=${messageId}&limit=${PAGE_SIZE}`));
		},
		[records, id],
	);
	/** Brings the end here, where the stretch does not reach it. */
	const bringLatest = useCallback(async (): Promise<void> => {
		if (records.thread(id)?.hasMoreAfter) records.putLatest(id, await getPage(id, `limit=${PAGE_SIZE}`));
	}, [records, id]);

	return {
		thread,
		error: thread ? undefined : error,
		retry: () => void mutate(),
		bring,
		bringLatest,
		...beside,
	};
}

/** The pages before and behind what is here. */
function useBeside(id: string) {
	const records = useRecords();
	const [older, setOlder] = useState<PageState>("idle");
	const [newer, setNewer] = useState<PageState>("idle");

	async function load(place: "before" | "after", state: PageState, setState: (next: PageState) => void) {
		const items = records.thread(id)?.items;
		const asked = place === "before" ? items?.[0] : items?.at(-1);
		if (!asked || state === "loading") return;
		setState("loading");
		try {
			records.putBeside(id, await getPage(id, `${place}=${asked.seq}&limit=${PAGE_SIZE}`), asked);
			setState("idle");
		} catch {
			// Said at that end of the log, with a way to try again.
			setState("failed");
		}
	}

	return {
		older,
		newer,
		loadOlder: () => void load("before", older, setOlder),
		loadNewer: () => void load("after", newer, setNewer),
	};
}

const getPage = (id: string, query: string): Promise<MessagePage> =>
	request<MessagePage>(`${messagesPath(id)}?${query}`);

/** Nothing is here yet, or it ends before what is unread. */
function opensElsewhere(records: Records, id: string): boolean {
	const thread: Thread | undefined = records.thread(id);
	const conversation = records.conversation(id);
	if (!thread) return true;
	const lastSeq = thread.items.at(-1)?.seq ?? 0;
	return conversation !== undefined && conversation.unread > 0 && lastSeq <= conversation.readSeq;
}

/** Asks for a page; the answer is what puts it into the records. */
type Asking = Promise<() => void>;

async function askNewest(records: Records, id: string): Asking {
	const page = await getPage(id, `limit=${REFRESH_SIZE}`);
	return () => records.putNewest(id, page);
}

/** Where the thread opens: at a message, where it is meant and there; else at what is unread, or at its end. */
async function askAround(records: Records, id: string, messageId: string | null): Asking {
	const around = (place: string) => getPage(id, `around=${place}&limit=${PAGE_SIZE}`);
	const page = await around(messageId ?? "unread").catch((error: unknown) => {
		if (messageId && error instanceof RequestError && error.status === 404) return around("unread");
		throw error;
	});
	return () => records.putAround(id, page);
}
