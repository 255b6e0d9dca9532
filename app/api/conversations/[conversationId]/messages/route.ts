import { postNote } from "@/lib/conversations/notes";
import { reply } from "@/lib/conversations/reply";
import { messageSchema } from "@/lib/conversations/reply-schema";
import { conversationParams, messagesQuerySchema } from "@/lib/conversations/schema";
import { listMessages } from "@/lib/conversations/thread";
import { route } from "@/lib/http";

export const GET = route(
	{ params: conversationParams, query: messagesQuerySchema },
	({ scope, params, query }) => listMessages(scope, params.conversationId, query),
);

export const POST = route(
	{ params: conversationParams, body: messageSchema },
	async ({ scope, params, body }) => {
		const { message, created } =
			body.type === "note"
				? await postNote(scope, params.conversationId, body)
				: await reply(scope, params.conversationId, body);
		return Response.json(message, { status: created ? 201 : 200 });
	},
);
