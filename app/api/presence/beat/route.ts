import { beat } from "@/lib/conversations/presence";
import { beatSchema } from "@/lib/conversations/team-schema";
import { route } from "@/lib/http";

export const POST = route({ body: beatSchema }, ({ scope, body }) => beat(scope, body));
