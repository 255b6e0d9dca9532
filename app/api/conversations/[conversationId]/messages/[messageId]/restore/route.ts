import { restoreFailed } from "@/lib/conversations/failed";
import { messageParams } from "@/lib/conversations/schema";
import { route } from "@/lib/http";

export const POST = route({ params: messageParams }, ({ scope, params }) =>
	restoreFailed(scope, params.conversationId, params.messageId),
);
