import type { SendOutcome } from "@/lib/channels/channel";
import { freshGrantDelayMs, retryDelayMs } from "@/lib/conversations/retry-delay";
import type { MessageStatus } from "@/lib/conversations/schema";

/** What a send has made of the message. */
export interface Verdict {
	status: Extract<MessageStatus, "accepted" | "failed" | "unknown" | "queued">;
	/** Shown to agents, also while the reply waits. */
	errcode: number | null;
	errmsg: string | null;
	/** Null on what is queued: it waits with its channel, and the try does not count. */
	retryInMs: number | null;
}

interface Tried {
	/** From 1. */
	attempts: number;
	/** Since the customer's act that allowed the reply. */
	grantAgeMs: number;
}

/** What an outcome makes of the message; pure. */
export function toVerdict(outcome: SendOutcome, { attempts, grantAgeMs }: Tried): Verdict {
	if (outcome.outcome === "accepted") return ended("accepted", 0, null);
	if (outcome.outcome === "unknown") return ended("unknown", null, outcome.errmsg);
	const { errcode, errmsg } = outcome;
	if (outcome.outcome === "paused") return { status: "queued", errcode, errmsg, retryInMs: null };
	if (outcome.outcome === "busy") {
		const retryInMs = retryDelayMs(attempts);
		return retryInMs === null
			? ended("failed", errcode, errmsg)
			: { status: "queued", errcode, errmsg, retryInMs };
	}
	const retryInMs = outcome.why === "window" ? freshGrantDelayMs(attempts, grantAgeMs) : null;
	// Nothing is said of it yet: most of the time the next try is accepted.
	return retryInMs === null
		? ended("failed", errcode, errmsg)
		: { status: "queued", errcode: null, errmsg: null, retryInMs };
}

const ended = (
	status: Exclude<Verdict["status"], "queued">,
	errcode: number | null,
	errmsg: string | null,
): Verdict => ({ status, errcode, errmsg, retryInMs: null });
