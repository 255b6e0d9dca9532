import { conversationParams, statusSchema } from "@/lib/conversations/schema";
import { getConversation } from "@/lib/conversations/thread";
import { changeConversation } from "@/lib/conversations/update";
import { route } from "@/lib/http";

export const PUT = route(
	{ params: conversationParams, body: statusSchema },
	async ({ scope, params, body, now }) => {
		await changeConversation(scope, params.conversationId, { kind: "status", status: body.status });
		return getConversation(scope, params.conversationId, now);
	},
);
