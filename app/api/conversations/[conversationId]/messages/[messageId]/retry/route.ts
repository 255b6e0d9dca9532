import { retry } from "@/lib/conversations/reply";
import { retrySchema } from "@/lib/conversations/reply-schema";
import { messageParams } from "@/lib/conversations/schema";
import { route } from "@/lib/http";

export const POST = route({ params: messageParams, body: retrySchema }, async ({ scope, params, body }) => {
	const { message, created } = await retry(scope, params.conversationId, params.messageId, body);
	return Response.json(message, { status: created ? 201 : 200 });
});
