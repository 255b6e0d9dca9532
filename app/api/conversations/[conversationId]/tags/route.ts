import { conversationParams } from "@/lib/conversations/schema";
import { tagsSchema } from "@/lib/conversations/tag-schema";
import { changeTags } from "@/lib/conversations/tags";
import { getConversation } from "@/lib/conversations/thread";
import { route } from "@/lib/http";

export const PUT = route(
	{ params: conversationParams, body: tagsSchema },
	async ({ agent, scope, params, body, now }) => {
		await changeTags(scope, params.conversationId, body, agent.role !== "agent");
		return getConversation(scope, params.conversationId, now);
	},
);
