import { listClosing } from "@/lib/conversations/closing";
import { route } from "@/lib/http";

export const GET = route({}, async ({ scope }) => ({ items: await listClosing(scope) }));
