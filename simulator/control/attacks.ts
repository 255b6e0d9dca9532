import { z } from "zod";
import { type AttackRequest, makeKit } from "../push/attack-kit";
import { type Attack, type Expectation, envelopeAttacks } from "../push/attacks";
import { contentAttacks } from "../push/content-attacks";
import { type Answer, send } from "../push/request";
import { clip, record } from "../record";
import { type Account, openidOf, upsertUser, type World } from "../state";
import { accountOf, type ControlCall, ControlError, type ControlRoutes, read } from "./route";

const attacks: Record<string, Attack> = { ...envelopeAttacks, ...contentAttacks };
const attackSchema = z.strictObject({ user: z.string().min(1).max(64).default("attacker") });

export const attackRoutes: ControlRoutes = {
	"GET /_sim/attacks": () => ({
		items: Object.entries(attacks).map(([name, { about, only }]) => ({ name, about, only: only ?? "any" })),
	}),
	/** All that fit the account, one after the other. */
	"POST /_sim/attacks/:appid": async (call) => {
		const items = [];
		for (const name of Object.keys(attacks)) {
			if (!fits(attackNamed(name), accountOf(call))) continue;
			items.push(await attack(call, name));
		}
		return { ok: items.every((item) => item.ok), items };
	},
	"POST /_sim/attacks/:appid/:name": (call) => attack(call, call.params.name ?? ""),
};

async function attack(call: ControlCall, name: string) {
	const { world } = call;
	const account = accountOf(call);
	const chosen = attackNamed(name);
	if (!fits(chosen, account)) {
		throw new ControlError(409, "not_applicable", `${name} needs an account with ${chosen.only}`);
	}
	const user = upsertUser(world, read(attackSchema, call).user, undefined);
	const openid = openidOf(user.id, account.appid);
	const request = chosen.build(makeKit(world, account, openid));
	const { pushTimeoutMs } = account.settings;
	const at = world.clock.now();
	const answer = await send({ ...request, timeoutMs: pushTimeoutMs }, world.inFlight);
	const expect = typeof chosen.expect === "string" ? chosen.expect : chosen.expect(account.push.mode);
	recordAttack(world, { account, openid, name, at, request, answer });
	return {
		name,
		about: chosen.about,
		expect,
		ok: isAsExpected(expect, answer),
		status: answer.kind === "answer" ? answer.status : null,
		body: answer.kind === "answer" ? answer.body.toString("utf8").slice(0, 2000) : null,
		reason: answer.kind === "none" ? answer.reason : null,
		ms: answer.ms,
		sent: { ...request, body: clip(request.body.toString("utf8")) },
	};
}

/** Whether anything was stored only the console can say; status and body are judged here. */
function isAsExpected(expect: Expectation, answer: Answer): boolean {
	// Hanging up in the middle of an oversized body is a refusal too.
	if (answer.kind === "none") return expect === "refused" && answer.reason === "reset";
	if (expect !== "refused") return answer.status < 500;
	const lines = answer.body.toString("utf8").trimEnd().split("\n").length;
	return answer.status >= 400 && answer.status < 500 && lines <= 1;
}

function attackNamed(name: string): Attack {
	const found = Object.hasOwn(attacks, name) ? attacks[name] : undefined;
	if (!found)
		throw new ControlError(404, "unknown_attack", `no attack ${name}; GET /_sim/attacks lists them`);
	return found;
}

function fits({ only }: Attack, { push }: Account): boolean {
	if (!push.enabled) return false;
	if (only === "encrypted") return push.mode !== "plain";
	return only === undefined || only === push.format;
}

function recordAttack(
	world: World,
	made: {
		account: Account;
		openid: string;
		name: string;
		at: number;
		request: AttackRequest;
		answer: Answer;
	},
): void {
	const { account, openid, name, at, request, answer } = made;
	record(world, {
		at,
		kind: "push",
		appid: account.appid,
		openid,
		name: `attack ${name}`,
		detail: null,
		ms: answer.ms,
		request: { ...request, body: clip(request.body.toString("utf8")) },
		response:
			answer.kind === "answer" ? { status: answer.status, body: clip(answer.body.toString("utf8")) } : null,
		verdict: "ATTACK",
	});
}
