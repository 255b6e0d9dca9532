import { takeBack } from "@/lib/conversations/failed";
import { editHeld } from "@/lib/conversations/held";
import { heldEditSchema } from "@/lib/conversations/reply-schema";
import { messageParams } from "@/lib/conversations/schema";
import { route } from "@/lib/http";

export const PATCH = route({ params: messageParams, body: heldEditSchema }, ({ scope, params, body }) =>
	editHeld(scope, params.conversationId, params.messageId, body.text),
);

export const DELETE = route({ params: messageParams }, ({ scope, params }) =>
	takeBack(scope, params.conversationId, params.messageId),
);
