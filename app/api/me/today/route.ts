import { todayQuerySchema } from "@/lib/conversations/schema";
import { countToday } from "@/lib/conversations/today";
import { route } from "@/lib/http";

export const GET = route({ query: todayQuerySchema }, ({ scope, query }) => countToday(scope, query));
