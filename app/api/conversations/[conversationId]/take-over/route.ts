import { assign } from "@/lib/conversations/assign";
import { conversationParams } from "@/lib/conversations/schema";
import { getConversation } from "@/lib/conversations/thread";
import { route } from "@/lib/http";

export const POST = route({ params: conversationParams }, async ({ scope, params, now }) => {
	await assign(scope, params.conversationId, scope.agent.id);
	return getConversation(scope, params.conversationId, now);
});
