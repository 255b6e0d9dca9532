import { conversationParams, typingSchema } from "@/lib/conversations/schema";
import { setTyping } from "@/lib/conversations/typing";
import { route } from "@/lib/http";

export const POST = route(
	{ params: conversationParams, body: typingSchema },
	async ({ scope, params, body }) => {
		await setTyping(scope, params.conversationId, body.typing);
		return new Response(null, { status: 204 });
	},
);
