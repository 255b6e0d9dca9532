import { SECOND_MS } from "@/lib/time";

/** After the first, second and third try. */
const DELAYS_MS = [1 * SECOND_MS, 3 * SECOND_MS, 10 * SECOND_MS];

/** How long to wait after try number `attempts` (from 1) found WeChat busy; null: no more. */
export const retryDelayMs = (attempts: number): number | null => DELAYS_MS[attempts - 1] ?? null;
