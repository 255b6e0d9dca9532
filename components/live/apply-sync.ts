import type { ScopedMutator } from "swr";
import { conversationPath, messagesPath } from "@/components/conversation/conversation-data";
import type { Records } from "@/components/conversation/records";
import { COUNTS_PATH } from "@/components/inbox/inbox-url";
import type { SyncAnswer } from "@/lib/conversations/schema";
import { ALARMS_KEY } from "./alarms";

interface ApplyOptions {
	records: Records;
	mutate: ScopedMutator;
	/** The conversation whose messages were asked for. */
	askedId: string | null;
	/** The conversation on screen now; it may have changed while the answer was on its way. */
	openId: string | null;
	/** Asks for the order of the lists again, soon. */
	refreshLists: () => void;
}

/** Writes what changed into everything on screen. Whatever an answer cannot tell is asked for again. */
export function applySync(
	answer: SyncAnswer,
	{ records, mutate, askedId, openId, refreshLists }: ApplyOptions,
): void {
	void mutate(ALARMS_KEY, answer.alarms, { revalidate: false });
	if (answer.reset) {
		void mutate(() => true);
		return;
	}
	records.putConversations(answer.conversations);
	if (askedId) records.putChanges(askedId, answer.messages);
	const { counts, attention, channels, later } = answer;
	void mutate(COUNTS_PATH, { counts, attention, channels, later }, { revalidate: false });
	if (answer.conversations.length > 0) refreshLists();
	const openChanged = openId !== null && answer.conversations.some((item) => item.id === openId);
	if (!openChanged) return;
	void mutate(conversationPath(openId));
	if (askedId !== openId) void mutate(messagesPath(openId));
}
