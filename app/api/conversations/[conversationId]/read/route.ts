import { markRead } from "@/lib/conversations/annotations";
import { conversationParams, readSchema } from "@/lib/conversations/schema";
import { route } from "@/lib/http";

export const PUT = route({ params: conversationParams, body: readSchema }, ({ scope, params, body }) =>
	markRead(scope, params.conversationId, body.seq),
);
