/** One act on many conversations, each on its own: what one of them refuses is told, and the others go on. */
import { assign } from "@/lib/conversations/assign";
import type { Bulk, BulkAnswer } from "@/lib/conversations/bulk-schema";
import type { Scope } from "@/lib/conversations/scope";
import { changeTags } from "@/lib/conversations/tags";
import { changeConversation } from "@/lib/conversations/update";
import { AppError } from "@/lib/errors";

/**
 * Each conversation in a transaction of its own, through the same functions as one alone, announced as it is done.
 * `mayCreate`: tags that are new are made. @throws what is nobody's answer, as a lost database
 */
export async function changeMany(
	scope: Scope,
	{ ids, action }: Bulk,
	mayCreate: boolean,
): Promise<BulkAnswer> {
	const answer: BulkAnswer = { done: [], failed: [] };
	for (const id of new Set(ids)) {
		try {
			await changeOne(scope, id, action, mayCreate);
			answer.done.push(id);
		} catch (error) {
			if (!(error instanceof AppError) || error.status >= 500) throw error;
			const { code, details } = error;
			answer.failed.push({ id, code, ...(details && { details }) });
		}
	}
	return answer;
}

function changeOne(scope: Scope, id: string, action: Bulk["action"], mayCreate: boolean): Promise<void> {
	switch (action.kind) {
		case "close":
			return changeConversation(scope, id, { kind: "status", status: "closed" });
		case "reopen":
			return changeConversation(scope, id, { kind: "status", status: "open" });
		case "assign":
			return assign(scope, id, action.agentId, { from: action.from });
		case "tag":
			return changeTags(scope, id, action, mayCreate);
	}
}
