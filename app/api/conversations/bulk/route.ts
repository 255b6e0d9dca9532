import { changeMany } from "@/lib/conversations/bulk";
import { bulkSchema } from "@/lib/conversations/bulk-schema";
import { route } from "@/lib/http";

export const POST = route({ body: bulkSchema }, ({ agent, scope, body }) =>
	changeMany(scope, body, agent.role !== "agent"),
);
