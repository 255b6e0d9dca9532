import { listConversations } from "@/lib/conversations/list";
import { listQuerySchema } from "@/lib/conversations/schema";
import { route } from "@/lib/http";

export const GET = route({ query: listQuerySchema }, ({ scope, query, now }) =>
	listConversations(scope, query, now),
);
