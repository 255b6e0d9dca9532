import { saveDraft } from "@/lib/conversations/annotations";
import { conversationParams, draftSchema } from "@/lib/conversations/schema";
import { route } from "@/lib/http";

export const PUT = route({ params: conversationParams, body: draftSchema }, ({ scope, params, body }) =>
	saveDraft(scope, params.conversationId, body.text),
);
