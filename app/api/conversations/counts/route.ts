import { countConversations } from "@/lib/conversations/counts";
import { route } from "@/lib/http";

export const GET = route({}, ({ scope }) => countConversations(scope));
