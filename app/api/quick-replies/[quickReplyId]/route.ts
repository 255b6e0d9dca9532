import { changeQuickReply, deleteQuickReply } from "@/lib/conversations/quick-replies";
import { changeQuickReplySchema, quickReplyParams } from "@/lib/conversations/quick-reply-schema";
import { route } from "@/lib/http";

export const PATCH = route(
	{ params: quickReplyParams, body: changeQuickReplySchema },
	({ scope, params, body }) => changeQuickReply(scope, "own", params.quickReplyId, body),
);

export const DELETE = route({ params: quickReplyParams }, async ({ scope, params }) => {
	await deleteQuickReply(scope, "own", params.quickReplyId);
	return new Response(null, { status: 204 });
});
