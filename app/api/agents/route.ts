import { listTeam } from "@/lib/conversations/presence";
import { teamQuerySchema } from "@/lib/conversations/team-schema";
import { route } from "@/lib/http";

export const GET = route({ query: teamQuerySchema }, async ({ query }) => ({
	items: await listTeam(query.channel),
	nextCursor: null,
}));
