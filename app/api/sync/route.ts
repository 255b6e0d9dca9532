import { syncQuerySchema } from "@/lib/conversations/schema";
import { sync } from "@/lib/conversations/sync";
import { route } from "@/lib/http";

export const GET = route({ query: syncQuerySchema }, ({ scope, query, now }) => sync(scope, query, now));
