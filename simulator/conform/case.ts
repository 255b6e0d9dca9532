import type { Attempt, Delivery } from "../push/delivery";
import type { ConformContext } from "./context";
import type { Target } from "./target";

/** One row of the conformance list. */
export interface ConformCase {
	id: string;
	given: string;
	expected: string;
	/** Why the row cannot be judged of this target; null or absent when it can. */
	unfit?(target: Target): string | null;
	run(context: ConformContext): Promise<Seen>;
}

export interface Seen {
	ok: boolean;
	seen: string;
}

/** What a user message must be answered with. */
export const expectedAnswer = "transfer when set to it, else success or nothing";

/** Was this user message answered as the target is set? */
export function answered({ target }: ConformContext, delivery: Delivery): Seen {
	const { verdict } = delivery;
	const ok = verdict === "TRANSFER" || (verdict === "ACK" && !target.transfer);
	return { ok, seen: describe(delivery) };
}

/** Success, nothing, or the structure the event asks for; never a transfer. */
export const acknowledged = (delivery: Delivery): Seen => ({
	ok: delivery.verdict === "ACK",
	seen: describe(delivery),
});

/** The last answer in a few words. */
export function describe({ verdict, attempts }: Delivery): string {
	const last = attempts.at(-1);
	if (!last) return String(verdict);
	return `${verdict === "FAIL" ? "" : `${verdict}, `}${describeAttempt(last)}`;
}

export function describeAttempt({ response, reason, ms }: Attempt): string {
	if (!response) return `${reason} after ${ms} ms`;
	const body = shorten(response.plain ?? response.body);
	const why = reason && reason !== `status ${response.status}` ? `, ${reason}` : "";
	return `status ${response.status} with ${body || "nothing"}${why} in ${ms} ms`;
}

const SHOWN_CHARACTERS = 60;

export function shorten(text: string): string {
	const line = text.replace(/[\s|]+/g, " ").trim();
	return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line;
}
