/** People beside those of the demo, so that a test may end their session or lock them out. */
import { randomBytes } from "node:crypto";
import { type Desk, type Person, PREFERENCES } from "@/tests/support/browser-desk";
import { PEOPLE } from "@/tests/support/e2e";

export interface NewAgent extends Person {
	id: string;
	name: string;
}

/** An agent with the demo agent's password, who sees these channels, or all. */
export async function newAgent(desk: Desk, name: string, channelIds?: string[]): Promise<NewAgent> {
	const email = `agent-${randomBytes(4).toString("hex")}@example.com`;
	const [{ id }] = (await desk.sql(
		`INSERT INTO agents (email, name, role, password_hash, all_channels, demo, preferences)
			SELECT $1, $2, role, password_hash, $3, demo, $5 FROM agents WHERE email = $4 RETURNING id`,
		// Not those of the demo agent, which other tests may have changed.
		[email, name, channelIds === undefined, PEOPLE.agent.email, PREFERENCES],
	)) as [{ id: string }];
	for (const channelId of channelIds ?? []) {
		await desk.sql("INSERT INTO agent_channels (agent_id, channel_id) VALUES ($1, $2)", [id, channelId]);
	}
	return { id, name, email, password: PEOPLE.agent.password };
}
