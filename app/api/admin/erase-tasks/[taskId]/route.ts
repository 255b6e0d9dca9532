import { eraseCustomer } from "@/lib/conversations/erase";
import { eraseSchema, eraseTaskParams } from "@/lib/conversations/erase-tasks";
import { route } from "@/lib/http";

export const POST = route(
	{ roles: ["admin"], params: eraseTaskParams, body: eraseSchema },
	async ({ params, agent }) => eraseCustomer(params.taskId, agent.id),
);
