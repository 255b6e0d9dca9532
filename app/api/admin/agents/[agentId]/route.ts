import { changeAgent } from "@/lib/admin/agents";
import { agentParams, changeAgentSchema } from "@/lib/conversations/team-schema";
import { route } from "@/lib/http";

export const PATCH = route(
	{ roles: ["admin"], params: agentParams, body: changeAgentSchema },
	({ params, body, agent }) => changeAgent(params.agentId, body, agent.id),
);
