import { conversationParams } from "@/lib/conversations/schema";
import { getConversation } from "@/lib/conversations/thread";
import { changeConversation } from "@/lib/conversations/update";
import { route } from "@/lib/http";

export const POST = route({ params: conversationParams }, async ({ scope, params, now }) => {
	await changeConversation(scope, params.conversationId, { kind: "claim" });
	return getConversation(scope, params.conversationId, now);
});
