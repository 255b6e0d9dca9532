import { createFilterSchema } from "@/lib/conversations/filter-schema";
import { createFilter, listFilters } from "@/lib/conversations/filters";
import { route } from "@/lib/http";

export const GET = route({}, async ({ scope }) => ({ items: await listFilters(scope) }));

export const POST = route({ body: createFilterSchema }, async ({ scope, body }) =>
	Response.json(await createFilter(scope, body), { status: 201 }),
);
