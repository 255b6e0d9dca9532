import { mentionsSeenSchema } from "@/lib/conversations/mention-schema";
import { markMentionsSeen } from "@/lib/conversations/mentions";
import { route } from "@/lib/http";

export const POST = route({ body: mentionsSeenSchema }, ({ scope, body }) => markMentionsSeen(scope, body));
