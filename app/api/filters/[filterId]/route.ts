import { changeFilterSchema, filterParams } from "@/lib/conversations/filter-schema";
import { changeFilter, deleteFilter } from "@/lib/conversations/filters";
import { route } from "@/lib/http";

export const PATCH = route({ params: filterParams, body: changeFilterSchema }, ({ scope, params, body }) =>
	changeFilter(scope, params.filterId, body),
);

export const DELETE = route({ params: filterParams }, async ({ scope, params }) => {
	await deleteFilter(scope, params.filterId);
	return new Response(null, { status: 204 });
});
