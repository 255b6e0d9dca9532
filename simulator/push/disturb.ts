import { setTimeout as sleep } from "node:timers/promises";
import type { PushFault } from "../faults";
import type { World } from "../state";
import type { Delivery } from "./delivery";

const PER_ATTEMPT = ["lostAnswer", "staleTimestamp", "wrongSignature"];
const POLL_MS = 5;

/** Does this fault touch the attempt with this number? */
export function strikes(fault: PushFault, attempt: number): boolean {
	if (!PER_ATTEMPT.includes(fault.kind)) return true;
	return !("attempts" in fault) || fault.attempts === undefined || attempt <= fault.attempts;
}

/** Waits before the first attempt, where a fault says so. */
export async function disturb(faults: PushFault[], world: World, delivery: Delivery): Promise<void> {
	for (const fault of faults) {
		if (fault.kind === "delay") await sleep(fault.delayMs, undefined, { ref: false });
		if (fault.kind === "reorder") await untilOvertaken(world, delivery, fault.holdMs);
	}
}

/** Until a later push of the same user has been answered, at most `holdMs`. */
async function untilOvertaken(world: World, delivery: Delivery, holdMs: number): Promise<void> {
	const end = performance.now() + holdMs;
	const overtaken = () =>
		world.deliveries
			.list()
			.some(
				(other) =>
					other !== delivery &&
					other.openid === delivery.openid &&
					other.appid === delivery.appid &&
					Number(other.id.slice(1)) > Number(delivery.id.slice(1)) &&
					other.verdict !== null,
			);
	while (performance.now() < end && !overtaken()) await sleep(POLL_MS, undefined, { ref: false });
}
