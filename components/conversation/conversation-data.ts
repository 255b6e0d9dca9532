"use client";

import { useCallback, useState } from "react";
import useSWR from "swr";
import { type RequestError, request } from "@/components/api/request";
import type { ConversationDetail, ConversationItem } from "@/lib/conversations/schema";
import type { MessagePage } from "./merge-messages";
import { useRecord, useRecords } from "./records";

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

/** The messages of one conversation: the newest at once, older ones on demand. */
export function useThread(id: string) {
	const records = useRecords();
	const thread = useRecord(useCallback((all) => all.thread(id), [id]));
	const [older, setOlder] = useState<"idle" | "loading" | "failed">("idle");
	const { error, mutate } = useSWR<boolean, RequestError>(messagesPath(id), async (path: string) => {
		const limit = records.thread(id) ? REFRESH_SIZE : PAGE_SIZE;
		records.putNewest(id, await request<MessagePage>(`${path}?limit=${limit}`));
		return true;
	});

	async function loadOlder(): Promise<void> {
		const first = records.thread(id)?.items[0];
		if (!first || older === "loading") return;
		setOlder("loading");
		try {
			const path = `${messagesPath(id)}?before=${first.seq}&limit=${PAGE_SIZE}`;
			records.putOlder(id, await request<MessagePage>(path));
			setOlder("idle");
		} catch {
			// Shown above the oldest message, with a way to try again.
			setOlder("failed");
		}
	}

	return { thread, error: thread ? undefined : error, retry: () => void mutate(), older, loadOlder };
}
