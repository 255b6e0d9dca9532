/** Browsers that may be told. Their endpoints are whatever a browser said: see post-push.ts. */
import { createHash } from "node:crypto";
import { isIP } from "node:net";
import { isPublicAddress } from "@/lib/address";
import type { SubscribedBrowser, Subscription, Unsubscribe } from "@/lib/alerts/schema";
import { row, rows } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { seal } from "@/lib/secrets";

/** Of one person; the oldest give way. */
const MOST = 20;

/** Keeps a browser; one that belonged to somebody else belongs to this person now. @throws AppError `bad_request` */
export async function subscribe(
	agentId: string,
	{ endpoint, keys, label = "" }: Subscription & { label?: string },
): Promise<{ id: string }> {
	const host = new URL(endpoint).hostname.replace(/^\[|\]$/g, "");
	if (isIP(host) !== 0 && !isPublicAddress(host)) {
		throw new AppError("bad_request", {
			message: "the input is not valid",
			details: { fields: { endpoint: "not an address of a push service" } },
		});
	}
	const kept = await row<{ id: string }>({
		text: `INSERT INTO push_subscriptions (agent_id, endpoint, keys, label) VALUES ($1, $2, $3, $4)
			ON CONFLICT (endpoint) DO UPDATE SET agent_id = EXCLUDED.agent_id, keys = EXCLUDED.keys, label = EXCLUDED.label,
				created_at = now(), failed_at = NULL
			RETURNING id`,
		values: [agentId, endpoint, seal(JSON.stringify(keys)), label],
	});
	await rows({
		text: `DELETE FROM push_subscriptions WHERE id IN (SELECT id FROM push_subscriptions WHERE agent_id = $1
			ORDER BY created_at DESC, id OFFSET ${MOST})`,
		values: [agentId],
	});
	return kept;
}

/** Forgets a browser of this person; one that is not known is forgotten already. */
export async function unsubscribe(agentId: string, which: Unsubscribe): Promise<void> {
	const [column, value] = "id" in which ? ["id", which.id] : ["endpoint", which.endpoint];
	await rows({
		text: `DELETE FROM push_subscriptions WHERE agent_id = $1 AND ${column} = $2`,
		values: [agentId, value],
	});
}

/** Browsers in which this person is told, the newest first. Their endpoints stay here. */
export async function listSubscriptions(agentId: string): Promise<SubscribedBrowser[]> {
	const found = await rows<{
		id: string;
		label: string;
		endpoint: string;
		created_at: Date;
		failed_at: Date | null;
	}>({
		text: `SELECT id, label, endpoint, created_at, failed_at FROM push_subscriptions WHERE agent_id = $1
			ORDER BY created_at DESC, id`,
		values: [agentId],
	});
	return found.map(({ id, label, endpoint, created_at, failed_at }) => ({
		id,
		label,
		fingerprint: createHash("sha256").update(endpoint).digest("base64url"),
		createdAt: created_at.toISOString(),
		failedAt: failed_at?.toISOString() ?? null,
	}));
}
