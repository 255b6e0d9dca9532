import type { Account, World } from "./state";

const DAY_MS = 86_400_000;
const UTC8_MS = 8 * 3_600_000;

const DAILY: Record<string, number> = {
	"/cgi-bin/message/custom/send": 500_000,
	"/cgi-bin/media/upload": 100_000,
	"/cgi-bin/media/get": 200_000,
	"/cgi-bin/token": 2_000,
	"/cgi-bin/stable_token": 500_000,
};
/** Nothing is published for the other paths. */
const DAILY_OF_OTHERS = 500_000;
const PER_MINUTE: Record<string, number> = { "/cgi-bin/stable_token": 10_000 };

/** Days are counted from midnight UTC+8 of the virtual clock. */
export const dayOf = (nowMs: number): number => Math.floor((nowMs + UTC8_MS) / DAY_MS);

export function limitsOf(account: Account, path: string): { daily: number; perMinute: number | null } {
	const own = account.quotas[path];
	return {
		daily: own?.daily ?? DAILY[path] ?? DAILY_OF_OTHERS,
		perMinute: own?.perMinute ?? PER_MINUTE[path] ?? null,
	};
}

/** Counts one call; 45009 or 45011 when it is one too many, 0 otherwise. */
export function countCall(world: World, account: Account, path: string): 0 | 45009 | 45011 {
	const limits = limitsOf(account, path);
	const usage = usageOf(world, account, path);
	if (limits.perMinute !== null && usage.usedThisMinute >= limits.perMinute) return 45011;
	if (usage.usedToday >= limits.daily) return 45009;
	usage.usedToday++;
	usage.usedThisMinute++;
	return 0;
}

export function usageOf(world: World, account: Account, path: string) {
	const now = world.clock.now();
	const day = dayOf(now);
	const minute = Math.floor(now / 60_000);
	let usage = account.usage.get(path);
	if (!usage) {
		usage = { day, usedToday: 0, minute, usedThisMinute: 0 };
		account.usage.set(path, usage);
	}
	if (usage.day !== day) Object.assign(usage, { day, usedToday: 0 });
	if (usage.minute !== minute) Object.assign(usage, { minute, usedThisMinute: 0 });
	return usage;
}
