import { conversationParams, snoozeSchema } from "@/lib/conversations/schema";
import { snooze } from "@/lib/conversations/snooze";
import { getConversation } from "@/lib/conversations/thread";
import { route } from "@/lib/http";

export const PUT = route(
	{ params: conversationParams, body: snoozeSchema },
	async ({ scope, params, body, now }) => {
		await snooze(scope, params.conversationId, body.until === null ? null : new Date(body.until), now);
		return getConversation(scope, params.conversationId, now);
	},
);
