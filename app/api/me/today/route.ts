import { countToday } from "@/lib/conversations/today";
import { todayQuerySchema } from "@/lib/conversations/today-schema";
import { route } from "@/lib/http";

export const GET = route({ query: todayQuerySchema }, ({ scope, query }) => countToday(scope, query));
