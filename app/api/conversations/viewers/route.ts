import { viewersQuerySchema } from "@/lib/conversations/team-schema";
import { listViewers } from "@/lib/conversations/viewers";
import { route } from "@/lib/http";

export const GET = route({ query: viewersQuerySchema }, async ({ scope, query }) => ({
	items: await listViewers(scope, query.ids),
	nextCursor: null,
}));
