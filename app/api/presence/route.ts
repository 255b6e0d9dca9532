import { setPresence } from "@/lib/conversations/presence";
import { presenceSchema } from "@/lib/conversations/team-schema";
import { route } from "@/lib/http";

export const PUT = route({ body: presenceSchema }, ({ scope, body }) => setPresence(scope, body.presence));
