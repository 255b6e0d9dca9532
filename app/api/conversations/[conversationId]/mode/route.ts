import { conversationParams, modeSchema } from "@/lib/conversations/schema";
import { getConversation } from "@/lib/conversations/thread";
import { changeConversation } from "@/lib/conversations/update";
import { route } from "@/lib/http";

export const PUT = route(
	{ params: conversationParams, body: modeSchema },
	async ({ scope, params, body, now }) => {
		await changeConversation(scope, params.conversationId, { kind: "mode", mode: body.mode });
		return getConversation(scope, params.conversationId, now);
	},
);
