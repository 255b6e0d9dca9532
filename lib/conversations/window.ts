import type { ReplyWindow } from "@/lib/conversations/schema";

export interface Grant {
	kind: "message" | "enter";
	limit: number;
	spent: number;
	reserved: number;
	expiresAt: Date;
}

/**
 * The one window a screen shows of two independent grants: an open one with replies left before a used-up one before a
 * closed one, and the long one before the short one. Null when the customer never did anything that grants. Pure.
 */
export function windowOf(grants: readonly Grant[], now: Date): ReplyWindow | null {
	const [best] = [...grants].sort((a, b) => rank(b, now) - rank(a, now));
	if (!best) return null;
	const { kind, limit, expiresAt } = best;
	return { kind, limit, remaining: remainingOf(best), expiresAt: expiresAt.toISOString() };
}

const remainingOf = ({ limit, spent, reserved }: Grant): number => limit - spent - reserved;

function rank(grant: Grant, now: Date): number {
	const isOpen = grant.expiresAt > now;
	return (isOpen && remainingOf(grant) > 0 ? 4 : 0) + (isOpen ? 2 : 0) + (grant.kind === "message" ? 1 : 0);
}
