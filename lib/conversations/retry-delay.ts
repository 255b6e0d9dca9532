import { SECOND_MS } from "@/lib/time";

/** After the first, second and third try. */
const DELAYS_MS = [1 * SECOND_MS, 3 * SECOND_MS, 10 * SECOND_MS];

/** How long to wait after try number `attempts` (from 1) found WeChat busy; null: no more. */
export const retryDelayMs = (attempts: number): number | null => DELAYS_MS[attempts - 1] ?? null;

/** Within 2 s of a customer's act: WeChat's own servers may not all know of it yet. */
const FRESH_GRANT_DELAYS_MS = [600, 1200];
/** A grant older than this is known everywhere: then WeChat is right and the ledger is not. */
const FRESH_GRANT_MS = 10 * SECOND_MS;

/** How long to wait after WeChat's "no" to a reply under a grant of this age; null: its word counts. */
export const freshGrantDelayMs = (attempts: number, grantAgeMs: number): number | null =>
	grantAgeMs < FRESH_GRANT_MS ? (FRESH_GRANT_DELAYS_MS[attempts - 1] ?? null) : null;
