/** The send windows, as pure functions. Instants are milliseconds of the virtual clock. */
interface Grant {
	left: number;
	until: number;
	/** Before this instant the API does not see the grant yet and still counts with `before`. */
	visibleFrom: number;
	before: { left: number; until: number } | null;
}

/** One chat's grants: after a user message, and after the user entered the chat. */
export interface Grants {
	message: Grant | null;
	enter: Grant | null;
}

export interface GrantRules {
	grantModel: "separate" | "max" | "unlimited";
	grantLagMs: number;
	enterMessages: number;
}

export const noGrants: Grants = { message: null, enter: null };

const MESSAGES_PER_USER_MESSAGE = 5;
const MESSAGE_WINDOW_MS = 48 * 3600 * 1000;
const ENTER_WINDOW_MS = 60 * 1000;

export function afterUserMessage(grants: Grants, rules: GrantRules, now: number): Grants {
	const fresh = { left: MESSAGES_PER_USER_MESSAGE, until: now + MESSAGE_WINDOW_MS };
	return { ...grants, message: renew(grants.message, fresh, rules, now) };
}

export function afterEnter(grants: Grants, rules: GrantRules, now: number): Grants {
	if (rules.enterMessages === 0) return grants;
	const fresh = { left: rules.enterMessages, until: now + ENTER_WINDOW_MS };
	const slot = rules.grantModel === "max" ? "message" : "enter";
	return { ...grants, [slot]: renew(grants[slot], fresh, rules, now) };
}

/** 0: may send, and `grants` is what remains; otherwise WeChat's code. */
export function spend(grants: Grants, now: number): { code: 0 | 45015 | 45047; grants: Grants } {
	const open = (["enter", "message"] as const).filter((name) => isOpen(grants[name], now));
	if (open.length === 0) return { code: 45015, grants };
	for (const name of open) {
		const rest = take(grants[name], now);
		if (rest) return { code: 0, grants: { ...grants, [name]: rest } };
	}
	return { code: 45047, grants };
}

/** What may be sent right now, over all grants; null when no window is open. */
export function remaining(grants: Grants, now: number): { left: number; until: number } | null {
	const open = [grants.enter, grants.message].flatMap((grant) =>
		grant && isOpen(grant, now) ? [visible(grant, now)] : [],
	);
	if (open.length === 0) return null;
	return {
		left: open.reduce((sum, grant) => sum + grant.left, 0),
		until: Math.max(...open.map((grant) => grant.until)),
	};
}

function renew(
	old: Grant | null,
	fresh: { left: number; until: number },
	rules: GrantRules,
	now: number,
): Grant {
	const before = old && old.until > now ? visible(old, now) : null;
	const current = old && old.until > now ? old : null;
	return {
		left: Math.max(fresh.left, current?.left ?? 0),
		until: Math.max(fresh.until, current?.until ?? 0),
		visibleFrom: now + rules.grantLagMs,
		before,
	};
}

const isOpen = (grant: Grant | null, now: number): boolean => grant !== null && grant.until > now;

function visible(grant: Grant, now: number): { left: number; until: number } {
	if (now >= grant.visibleFrom) return { left: grant.left, until: grant.until };
	const before = grant.before && grant.before.until > now ? grant.before : null;
	return { left: before?.left ?? 0, until: grant.until };
}

function take(grant: Grant | null, now: number): Grant | null {
	if (!grant || visible(grant, now).left <= 0) return null;
	if (now >= grant.visibleFrom) return { ...grant, left: grant.left - 1 };
	return grant.before ? { ...grant, before: { ...grant.before, left: grant.before.left - 1 } } : null;
}
