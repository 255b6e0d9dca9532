import type { Account, PushConfig, World } from "../state";
import { type AttackRequest, makeKit } from "./attack-kit";
import { type Attack, type Expectation, envelopeAttacks } from "./attacks";
import { modeOf } from "./build";
import { contentAttacks } from "./content-attacks";
import { type Answer, send } from "./request";

const attacks: Record<string, Attack> = { ...envelopeAttacks, ...contentAttacks };

export const attackNames = Object.keys(attacks);

export const attackNamed = (name: string): Attack | undefined =>
	Object.hasOwn(attacks, name) ? attacks[name] : undefined;

/** Can an account with this push configuration be attacked so? */
export function fitsPush(attack: Attack, push: Pick<PushConfig, "hosting" | "mode" | "format">): boolean {
	const { only, aboutSignature } = attack;
	if (aboutSignature && push.hosting === "cloudrun") return false;
	if (only === "cloudrun") return push.hosting === "cloudrun";
	if (only === "encrypted") return modeOf(push) !== "plain";
	return only === undefined || only === push.format;
}

export const expectationOf = ({ expect }: Attack, { push }: Account): Expectation =>
	typeof expect === "string" ? expect : expect(modeOf(push));

/** Sends one hostile packet; status and body of the answer are judged, not what the server stored. */
export async function sendAttack(
	world: World,
	account: Account,
	openid: string,
	attack: Attack,
): Promise<{ request: AttackRequest; answer: Answer; ok: boolean }> {
	const request = attack.build(makeKit(world, account, openid));
	const answer = await send({ ...request, timeoutMs: account.settings.pushTimeoutMs }, world.inFlight);
	return { request, answer, ok: isAsExpected(expectationOf(attack, account), answer) };
}

function isAsExpected(expect: Expectation, answer: Answer): boolean {
	// Hanging up in the middle of an oversized body is a refusal too.
	if (answer.kind === "none") return expect === "refused" && answer.reason === "reset";
	if (expect !== "refused") return answer.status < 500;
	const lines = answer.body.toString("utf8").trimEnd().split("\n").length;
	return answer.status >= 400 && answer.status < 500 && lines <= 1;
}
