import { useCallback, useMemo } from "react";
import { isAsNew, type Thread } from "@/components/conversation/merge-messages";
import { useRecord } from "@/components/conversation/records";
import type { ConversationItem, MessageStatus } from "@/lib/conversations/schema";
import { useUnsent } from "./desk";
import { countReplies, type Unsent, withoutKnown } from "./outbox";

type Row = Pick<ConversationItem, "readSeq" | "changeId">;

/** Reserved, or spent. */
const COSTING: ReadonlySet<MessageStatus> = new Set(["queued", "sending", "accepted", "unknown"]);

/**
 * How many replies a conversation's row does not count yet: those on their way to the server, and those it took after the
 * change of the row that is here.
 */
export function countUncounted(
	unsent: readonly Unsent[],
	{ items, beyond }: Pick<Thread, "items" | "beyond">,
	row: Row,
): number {
	const messages = [...items, ...beyond];
	const taken = messages.filter(
		({ direction, status, seq, changeId }) =>
			direction === "out" &&
			COSTING.has(status) &&
			// Who replies has read: a row that counts an agent's reply is read up to it.
			seq > row.readSeq &&
			!isAsNew(row.changeId, changeId),
	);
	return countReplies(withoutKnown(unsent, messages)) + taken.length;
}

const NO_MESSAGES = { items: [], beyond: [] };

/** The same of a conversation on screen. */
export function useUncounted({ id, readSeq, changeId }: Row & { id: string }): number {
	const unsent = useUnsent(id);
	const thread = useRecord(useCallback((all) => all.thread(id), [id]));
	return useMemo(
		() => countUncounted(unsent, thread ?? NO_MESSAGES, { readSeq, changeId }),
		[unsent, thread, readSeq, changeId],
	);
}
