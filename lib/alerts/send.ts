/** Alerts to the browsers of the people they are for. */
import { type Posted, postPush, type Reach } from "@/lib/alerts/post-push";
import { type Alert, subscriptionSchema } from "@/lib/alerts/schema";
import { getVapidKeys } from "@/lib/alerts/vapid";
import { rows } from "@/lib/db";
import { unseal } from "@/lib/secrets";

/** Calls at once: a queue that many watch must not take every socket. */
const AT_ONCE = 20;
/** A browser that could not be told for so long is forgotten. */
const GIVEN_UP_DAYS = 7;

export interface Letter {
	agentId: string;
	alert: Alert;
}

interface Target {
	id: string;
	agent_id: string;
	endpoint: string;
	keys: Buffer;
}

/** Tells each person on every browser they subscribed. Never throws for a browser; those that are gone are forgotten. */
export async function sendAlerts(
	letters: Letter[],
	reach?: Reach,
): Promise<{ sent: number; failed: number }> {
	if (letters.length === 0) return { sent: 0, failed: 0 };
	const targets = await rows<Target>({
		name: "push_targets",
		text: "SELECT id, agent_id, endpoint, keys FROM push_subscriptions WHERE agent_id = ANY($1::uuid[])",
		values: [[...new Set(letters.map(({ agentId }) => agentId))]],
	});
	if (targets.length === 0) return { sent: 0, failed: 0 };
	const vapid = await getVapidKeys();
	const posts = letters.flatMap(({ agentId, alert }) =>
		targets.filter(({ agent_id }) => agent_id === agentId).map((target) => ({ target, alert })),
	);
	const ends = new Map<string, Posted>();
	let sent = 0;
	for (let start = 0; start < posts.length; start += AT_ONCE) {
		const batch = posts.slice(start, start + AT_ONCE).map(async ({ target, alert }) => {
			const payload = JSON.stringify(alert);
			const topic = alert.conversationId?.replaceAll("-", "");
			const end = await postPush({ subscription: toSubscription(target), payload, topic }, vapid, reach);
			ends.set(target.id, end);
			if (end === "taken") sent++;
		});
		await Promise.all(batch);
	}
	await remember(ends);
	return { sent, failed: posts.length - sent };
}

const toSubscription = ({ endpoint, keys }: Target) =>
	subscriptionSchema.parse({ endpoint, keys: JSON.parse(unseal(keys).toString("utf8")) });

async function remember(ends: Map<string, Posted>): Promise<void> {
	const of = (end: Posted) => [...ends].filter(([, how]) => how === end).map(([id]) => id);
	await rows({
		text: `DELETE FROM push_subscriptions WHERE id = ANY($1::uuid[])
			OR id = ANY($2::uuid[]) AND failed_at < now() - make_interval(days => $3)`,
		values: [of("gone"), of("failed"), GIVEN_UP_DAYS],
	});
	await rows({
		text: `UPDATE push_subscriptions SET failed_at = CASE WHEN id = ANY($1::uuid[]) THEN coalesce(failed_at, now()) END
			WHERE id = ANY($1::uuid[]) OR id = ANY($2::uuid[]) AND failed_at IS NOT NULL`,
		values: [of("failed"), of("taken")],
	});
}
