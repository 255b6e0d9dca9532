/** Counts failed sign-ins by address and by network address, in Postgres: all processes know. */
import { createHash } from "node:crypto";
import { row, rows } from "@/lib/db";
import { MINUTE_MS, SECOND_MS } from "@/lib/time";

/** Failures allowed in a window before a lock of the same length. */
const MAX_FAILURES = { email: 5, network: 30 };
const WINDOW_MS = 15 * MINUTE_MS;

export interface Attempt {
	email: string;
	/** The caller's address; null when the host tells none. */
	network: string | null;
}

/** Seconds until the next try is allowed; 0 when it is allowed now. */
export async function lockedForSeconds(attempt: Attempt): Promise<number> {
	const { seconds } = await row<{ seconds: number }>({
		text: `SELECT coalesce(ceil(max(extract(epoch FROM locked_until - now()))), 0)::int AS seconds
			FROM sign_in_attempts WHERE key = ANY($1) AND locked_until > now()`,
		values: [keysOf(attempt).map(({ key }) => key)],
	});
	return seconds;
}

/**
 * Counts one try before its password is looked at, so that many at once cannot slip through; a good sign-in forgets it.
 * Answers how many tries are left after it; below zero it must not be made at all.
 */
export async function countTry(attempt: Attempt): Promise<number> {
	let left = MAX_FAILURES.email;
	for (const { key, max } of keysOf(attempt)) {
		const { failures } = await row<{ failures: number }>({
			text: `INSERT INTO sign_in_attempts AS s (key, failures, started_at) VALUES ($1, 1, now())
				ON CONFLICT (key) DO UPDATE SET
					failures = CASE WHEN s.started_at < now() - make_interval(secs => $3) THEN 1 ELSE s.failures + 1 END,
					started_at = CASE WHEN s.started_at < now() - make_interval(secs => $3) THEN now() ELSE s.started_at END,
					locked_until = CASE WHEN s.started_at >= now() - make_interval(secs => $3) AND s.failures + 1 >= $2
						THEN now() + make_interval(secs => $3) ELSE NULL END
				RETURNING failures`,
			values: [key, max, WINDOW_MS / SECOND_MS],
		});
		left = Math.min(left, max - failures);
	}
	return left;
}

/**
 * After a good sign-in: forgets the failures of the address, and takes this one try back from the network, whose other
 * tries still count. An office behind one address locks itself by failures only.
 */
export async function forgetFailures(attempt: Attempt): Promise<void> {
	const [email, network] = keysOf(attempt);
	await rows({ text: "DELETE FROM sign_in_attempts WHERE key = $1", values: [email?.key] });
	if (!network) return;
	await rows({
		text: `UPDATE sign_in_attempts SET failures = greatest(failures - 1, 0),
				locked_until = CASE WHEN failures - 1 >= $2 THEN locked_until END WHERE key = $1`,
		values: [network.key, network.max],
	});
}

function keysOf({ email, network }: Attempt): { key: string; max: number }[] {
	const digest = (value: string) => createHash("sha256").update(value).digest("base64url");
	const byEmail = { key: digest(`email:${email}`), max: MAX_FAILURES.email };
	return network === null
		? [byEmail]
		: [byEmail, { key: digest(`network:${network}`), max: MAX_FAILURES.network }];
}
