import { settleUnknown } from "@/lib/conversations/outcome";
import { messageParams, outcomeSchema } from "@/lib/conversations/schema";
import { route } from "@/lib/http";

export const PUT = route({ params: messageParams, body: outcomeSchema }, ({ scope, params, body }) =>
	settleUnknown(scope, params.conversationId, params.messageId, body.outcome),
);
