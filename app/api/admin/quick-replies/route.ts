import { createQuickReply, listQuickReplies } from "@/lib/conversations/quick-replies";
import { createQuickReplySchema, quickRepliesQuerySchema } from "@/lib/conversations/quick-reply-schema";
import { route } from "@/lib/http";

export const GET = route(
	{ roles: ["admin", "supervisor"], query: quickRepliesQuerySchema },
	async ({ scope, query }) => ({ items: await listQuickReplies(scope, { ...query, sharedOnly: true }) }),
);

export const POST = route(
	{ roles: ["admin", "supervisor"], body: createQuickReplySchema },
	async ({ scope, body }) => Response.json(await createQuickReply(scope, "shared", body), { status: 201 }),
);
