/** What people chose for their own console. */
import { cache } from "react";
import { type ChangePreferences, type Preferences, preferencesSchema } from "@/lib/auth/preferences-schema";
import { row } from "@/lib/db";

/** With the defaults for what they never chose. Read once a request. */
export const getPreferences = cache(async (agentId: string): Promise<Preferences> => {
	const { preferences } = await row<{ preferences: unknown }>({
		text: "SELECT preferences FROM agents WHERE id = $1",
		values: [agentId],
	});
	return preferencesSchema.parse(preferences);
});

/** Changes what is named, in one step, so that two tabs lose nothing of each other's. */
export async function changePreferences(agentId: string, change: ChangePreferences): Promise<Preferences> {
	const { preferences } = await row<{ preferences: unknown }>({
		text: "UPDATE agents SET preferences = preferences || $2::jsonb WHERE id = $1 RETURNING preferences",
		values: [agentId, JSON.stringify(change)],
	});
	return preferencesSchema.parse(preferences);
}
