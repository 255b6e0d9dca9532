import { retry } from "@/lib/conversations/reply";
import { messageParams } from "@/lib/conversations/schema";
import { route } from "@/lib/http";

export const POST = route({ params: messageParams }, async ({ scope, params }) => {
	const { message, created } = await retry(scope, params.conversationId, params.messageId);
	return Response.json(message, { status: created ? 201 : 200 });
});
