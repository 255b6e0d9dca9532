"use client";

import { useMemo, useState } from "react";
import { useUnsent } from "@/components/composer/desk";
import { withoutKnown } from "@/components/composer/outbox";
import { useNow } from "@/components/ui/clock";
import { MINUTE_MS } from "@/lib/time";
import type { ShownConversation } from "./conversation-data";
import type { Thread } from "./merge-messages";
import { toLines, unreadSeqOf } from "./thread-lines";

/** The lines of a log: what is here, with the unread line where it was when the thread was opened, and what is on its way. */
export function useLogLines(conversation: ShownConversation, thread: Thread) {
	const { mode, channel } = conversation;
	const unsent = useUnsentOf(conversation.id, thread);
	const readSeq = useOpenedAt(conversation);
	const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
	// Days are known once the reader's time zone is.
	const inBrowser = useNow(MINUTE_MS) !== null;
	// What WeCom's staff and their customers write keeps coming here.
	const hiding = channel.kind === "miniprogram" ? mode : null;
	const unreadSeq = unreadSeqOf(thread, readSeq);
	const { items, hasMoreBefore, hasMoreAfter } = thread;
	const lines = useMemo(
		() =>
			toLines(
				{ items, hasMoreBefore },
				{
					dayOf: inBrowser ? (at) => new Date(at).toDateString() : null,
					mode: hiding,
					unreadSeq,
					unfolded,
					unsent: hasMoreAfter ? [] : unsent,
				},
			),
		[items, hasMoreBefore, hasMoreAfter, inBrowser, hiding, unreadSeq, unfolded, unsent],
	);
	const unfold = useMemo(() => (id: string) => setUnfolded((known) => new Set([...known, id])), []);
	return { lines, unsentCount: unsent.length, unfold };
}

/** Up to where the conversation was read when it was opened here; null when nothing was unread. It does not move. */
function useOpenedAt({ unread, readSeq }: ShownConversation): number | null {
	const [opened] = useState(unread > 0 ? readSeq : null);
	return opened;
}

/** Replies on their way, without those the server has answered for in the meantime. */
function useUnsentOf(conversationId: string, thread: Thread) {
	const unsent = useUnsent(conversationId);
	return useMemo(() => withoutKnown(unsent, thread.items), [unsent, thread.items]);
}
