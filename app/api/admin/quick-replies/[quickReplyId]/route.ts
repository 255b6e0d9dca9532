import { changeQuickReply, deleteQuickReply } from "@/lib/conversations/quick-replies";
import { changeQuickReplySchema, quickReplyParams } from "@/lib/conversations/quick-reply-schema";
import { route } from "@/lib/http";

export const PATCH = route(
	{ roles: ["admin", "supervisor"], params: quickReplyParams, body: changeQuickReplySchema },
	({ scope, params, body }) => changeQuickReply(scope, "shared", params.quickReplyId, body),
);

export const DELETE = route(
	{ roles: ["admin", "supervisor"], params: quickReplyParams },
	async ({ scope, params }) => {
		await deleteQuickReply(scope, "shared", params.quickReplyId);
		return new Response(null, { status: 204 });
	},
);
