/** People as administrators set them. */
import type { z } from "zod";
import type { changeAgentSchema } from "@/lib/conversations/team-schema";
import { row, rows, transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";

/**
 * How many conversations at once auto-assignment may give to a person; whoever waits is given to new room with the next
 * sweep. Audited. @throws AppError `not_found`
 */
export async function changeAgent(
	agentId: string,
	{ capacity }: z.infer<typeof changeAgentSchema>,
	adminId: string,
): Promise<{ id: string; name: string; capacity: number }> {
	return transaction(async (tx) => {
		const [before] = await rows<{ capacity: number }>(
			{ text: "SELECT capacity FROM agents WHERE id = $1 FOR NO KEY UPDATE", values: [agentId] },
			tx,
		);
		if (!before) throw new AppError("not_found", { message: "no such agent" });
		const changed = { text: "UPDATE agents SET capacity = $2 WHERE id = $1 RETURNING id, name, capacity" };
		const after = await row<{ id: string; name: string; capacity: number }>(
			{ ...changed, values: [agentId, capacity] },
			tx,
		);
		await rows(
			{
				text: "INSERT INTO audit_entries (agent_id, action, target, details) VALUES ($1, 'agent.update', $2, $3)",
				values: [adminId, agentId, JSON.stringify({ capacity: { from: before.capacity, to: capacity } })],
			},
			tx,
		);
		return after;
	});
}
