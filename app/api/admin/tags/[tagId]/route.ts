import { changeTag, deleteTag } from "@/lib/admin/tags";
import { changeTagSchema, tagParams } from "@/lib/conversations/tag-schema";
import { route } from "@/lib/http";

export const PATCH = route(
	{ roles: ["admin", "supervisor"], params: tagParams, body: changeTagSchema },
	({ scope, params, body }) => changeTag(scope, params.tagId, body),
);

export const DELETE = route(
	{ roles: ["admin", "supervisor"], params: tagParams },
	async ({ scope, params }) => {
		await deleteTag(scope, params.tagId);
		return new Response(null, { status: 204 });
	},
);
