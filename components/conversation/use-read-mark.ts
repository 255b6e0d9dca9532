"use client";

import { useEffect } from "react";
import { request } from "@/components/api/request";
import type { AgentRef, ConversationDetail } from "@/lib/conversations/schema";
import { conversationPath } from "./conversation-data";
import type { Thread } from "./merge-messages";
import { useRecords } from "./records";

/**
 * Marks what is on screen as read, while the page is in front. A colleague who only looks in marks nothing: the
 * conversation stays unread for whoever has it.
 */
export function useReadMark(
	detail: ConversationDetail | undefined,
	thread: Thread | undefined,
	me: AgentRef,
): void {
	const records = useRecords();
	const lastSeq = thread?.items.at(-1)?.seq ?? 0;
	const lastIn = thread?.items.findLast(({ direction }) => direction === "in")?.seq ?? 0;
	const mine = detail !== undefined && (detail.assignee === null || detail.assignee.id === me.id);
	// What is unread may be known before it is here: only then it has been seen.
	const unread = mine && detail.unread > 0 && lastIn > detail.readSeq;
	const id = detail?.id;
	// What lies behind a stretch that is read far from the end stays unread.
	const allHere = thread !== undefined && !thread.hasMoreAfter;

	useEffect(() => {
		if (!id || !unread) return;
		const mark = () => {
			if (document.visibilityState !== "visible") return;
			if (allHere) records.expect(id, { unread: 0 });
			request(`${conversationPath(id)}/read`, { method: "PUT", body: { seq: lastSeq } }).catch(() => {
				// Shown as read here; the server says otherwise at the next sync, and it is marked again.
			});
		};
		mark();
		document.addEventListener("visibilitychange", mark);
		return () => document.removeEventListener("visibilitychange", mark);
	}, [id, unread, lastSeq, allHere, records]);
}
