import { RequestError, request } from "@/components/api/request";
import { conversationPath } from "@/components/conversation/conversation-data";
import type { Records } from "@/components/conversation/records";
import type { AgentRef, ConversationDetail, ConversationItem, Page } from "@/lib/conversations/schema";
import { listPath, NO_CONDITIONS } from "./inbox-url";

/** Takes the unassigned conversation that has waited longest; null when none is left. Throws RequestError. */
export async function claimNext(records: Records, me: AgentRef): Promise<ConversationDetail | null> {
	const path = listPath({ ...NO_CONDITIONS, view: "unassigned", sort: "waiting" });
	const { items } = await request<Page<ConversationItem>>(`${path}&limit=100`);
	for (const { id } of items.toSorted((a, b) => waitedFrom(a) - waitedFrom(b))) {
		const letGo = records.hold(id, { assignee: me, mode: "agent", status: "open" });
		try {
			const detail = await request<ConversationDetail>(`${conversationPath(id)}/claim`, { method: "POST" });
			records.putDetail(detail);
			return detail;
		} catch (error) {
			// A colleague was faster: the next one then.
			if (!(error instanceof RequestError) || error.code !== "already_claimed") throw error;
		} finally {
			letGo();
		}
	}
	return null;
}

const waitedFrom = ({ waitingSince }: ConversationItem): number =>
	waitingSince === null ? Number.POSITIVE_INFINITY : Date.parse(waitingSince);
