import { createTag, listAllTags } from "@/lib/admin/tags";
import { createTagSchema } from "@/lib/conversations/tag-schema";
import { route } from "@/lib/http";

export const GET = route({ roles: ["admin", "supervisor"] }, async () => ({ items: await listAllTags() }));

export const POST = route(
	{ roles: ["admin", "supervisor"], body: createTagSchema },
	async ({ scope, body }) => Response.json(await createTag(scope, body), { status: 201 }),
);
