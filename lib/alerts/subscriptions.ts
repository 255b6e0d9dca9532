/** Browsers that may be told. Their endpoints are whatever a browser said: see post-push.ts. */
import { isIP } from "node:net";
import { isPublicAddress } from "@/lib/address";
import type { Subscription } from "@/lib/alerts/schema";
import { row, rows } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { seal } from "@/lib/secrets";

/** Of one person; the oldest give way. */
const MOST = 20;

/** Keeps a browser; one that belonged to somebody else belongs to this person now. @throws AppError `bad_request` */
export async function subscribe(agentId: string, { endpoint, keys }: Subscription): Promise<{ id: string }> {
	const host = new URL(endpoint).hostname.replace(/^\[|\]$/g, "");
	if (isIP(host) !== 0 && !isPublicAddress(host)) {
		throw new AppError("bad_request", {
			message: "the input is not valid",
			details: { fields: { endpoint: "not an address of a push service" } },
		});
	}
	const kept = await row<{ id: string }>({
		text: `INSERT INTO push_subscriptions (agent_id, endpoint, keys) VALUES ($1, $2, $3)
			ON CONFLICT (endpoint) DO UPDATE SET agent_id = EXCLUDED.agent_id, keys = EXCLUDED.keys, created_at = now(), failed_at = NULL
			RETURNING id`,
		values: [agentId, endpoint, seal(JSON.stringify(keys))],
	});
	await rows({
		text: `DELETE FROM push_subscriptions WHERE id IN (SELECT id FROM push_subscriptions WHERE agent_id = $1
			ORDER BY created_at DESC, id OFFSET ${MOST})`,
		values: [agentId],
	});
	return kept;
}

/** Forgets a browser of this person; one that is not known is forgotten already. */
export async function unsubscribe(agentId: string, endpoint: string): Promise<void> {
	await rows({
		text: "DELETE FROM push_subscriptions WHERE agent_id = $1 AND endpoint = $2",
		values: [agentId, endpoint],
	});
}
