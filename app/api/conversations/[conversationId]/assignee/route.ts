import { assign } from "@/lib/conversations/assign";
import { assigneeSchema, conversationParams } from "@/lib/conversations/schema";
import { getConversation } from "@/lib/conversations/thread";
import { route } from "@/lib/http";

export const PUT = route(
	{ params: conversationParams, body: assigneeSchema },
	async ({ scope, params, body: { agentId, ...handOver }, now }) => {
		await assign(scope, params.conversationId, agentId, handOver);
		return getConversation(scope, params.conversationId, now);
	},
);
