import type { Reach } from "@/lib/alerts/post-push";
import type { TestAnswer } from "@/lib/alerts/schema";
import { sendAlerts } from "@/lib/alerts/send";
import { preferencesSchema } from "@/lib/auth/preferences-schema";
import { row } from "@/lib/db";

/** Tells a person on every browser they subscribed that it works, whatever they prefer and look at. */
export async function sendTest(agentId: string, now: Date, reach?: Reach): Promise<TestAnswer> {
	const { preferences } = await row<{ preferences: unknown }>({
		text: "SELECT preferences FROM agents WHERE id = $1",
		values: [agentId],
	});
	const { language } = preferencesSchema.parse(preferences);
	const alert = {
		kind: "test",
		conversationId: null,
		url: "/inbox",
		customer: null,
		channel: null,
		by: null,
		text: null,
		unassigned: false,
		language,
		at: now.toISOString(),
	} as const;
	return sendAlerts([{ agentId, alert }], reach);
}
