"use client";

import { useCallback } from "react";
import { useErrorText } from "@/components/api/error-text";
import { request } from "@/components/api/request";
import { messagesPath } from "@/components/conversation/conversation-data";
import type { MessagePage } from "@/components/conversation/merge-messages";
import { useRecords } from "@/components/conversation/records";
import { toastFailed } from "@/components/ui/toaster";

const PAGE_SIZE = 100;
/** So many older messages are brought at most on the way to the one that is wanted. */
const MOST_PAGES = 30;

/** Goes to a message of the thread on screen, however old; what lies between is brought first. */
export function useJump(conversationId: string | null): (seq: number) => Promise<void> {
	const records = useRecords();
	const errorText = useErrorText();
	return useCallback(
		async (seq) => {
			if (!conversationId) return;
			try {
				for (let page = 0; page < MOST_PAGES; page++) {
					const first = records.thread(conversationId)?.items[0];
					if (!first || first.seq <= seq) break;
					const path = `${messagesPath(conversationId)}?before=${first.seq}&limit=${PAGE_SIZE}`;
					const older = await request<MessagePage>(path);
					records.putOlder(conversationId, older);
					if (older.items.length === 0) break;
				}
			} catch (error) {
				toastFailed(errorText(error), conversationId);
			}
			requestAnimationFrame(() => {
				const log = document.querySelector<HTMLElement>("[role=log]");
				log?.querySelector(`[data-seq="${seq}"]`)?.scrollIntoView({ block: "start" });
				log?.focus({ preventScroll: true });
			});
		},
		[conversationId, records, errorText],
	);
}
