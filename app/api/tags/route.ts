import { listTags } from "@/lib/conversations/tags";
import { route } from "@/lib/http";

export const GET = route({}, async ({ scope }) => ({ items: await listTags(scope) }));
