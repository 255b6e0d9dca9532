import { mentionsQuerySchema } from "@/lib/conversations/mention-schema";
import { listMentions } from "@/lib/conversations/mentions";
import { route } from "@/lib/http";

export const GET = route({ query: mentionsQuerySchema }, ({ scope, query }) => listMentions(scope, query));
