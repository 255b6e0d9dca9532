import { countConversations } from "@/lib/conversations/list";
import { route } from "@/lib/http";

export const GET = route({}, ({ scope }) => countConversations(scope));
