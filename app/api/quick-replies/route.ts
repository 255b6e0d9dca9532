import { createQuickReply, listQuickReplies } from "@/lib/conversations/quick-replies";
import { createQuickReplySchema, quickRepliesQuerySchema } from "@/lib/conversations/quick-reply-schema";
import { route } from "@/lib/http";

export const GET = route({ query: quickRepliesQuerySchema }, async ({ scope, query }) => ({
	items: await listQuickReplies(scope, query),
}));

export const POST = route({ body: createQuickReplySchema }, async ({ scope, body }) =>
	Response.json(await createQuickReply(scope, "own", body), { status: 201 }),
);
