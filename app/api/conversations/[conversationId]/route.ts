import { conversationParams } from "@/lib/conversations/schema";
import { getConversation } from "@/lib/conversations/thread";
import { route } from "@/lib/http";

export const GET = route({ params: conversationParams }, ({ scope, params, now }) =>
	getConversation(scope, params.conversationId, now),
);
