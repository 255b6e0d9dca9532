import { requireInScope, type Scope } from "@/lib/conversations/scope";
import { changeConversation } from "@/lib/conversations/update";
import { getPrisma } from "@/lib/db";
import { AppError } from "@/lib/errors";

/** Gives a conversation to a colleague who may see it, or puts it back into the queue. @throws AppError `not_found` */
export async function assign(scope: Scope, conversationId: string, agentId: string | null): Promise<void> {
	await requireInScope(scope, conversationId);
	const assignee = agentId === null ? null : await findAssignable(agentId, conversationId);
	await changeConversation(scope, conversationId, { kind: "assign", assignee });
}

async function findAssignable(agentId: string, conversationId: string) {
	const assignee = await getPrisma().agent.findFirst({
		where: {
			id: agentId,
			disabledAt: null,
			OR: [
				{ allChannels: true },
				{ channels: { some: { channel: { conversations: { some: { id: conversationId } } } } } },
			],
		},
		select: { id: true, name: true },
	});
	if (!assignee) throw new AppError("not_found", { message: "no such colleague for this channel" });
	return assignee;
}
