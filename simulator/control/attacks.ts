import { z } from "zod";
import { attackNamed, attackNames, expectationOf, fitsPush, sendAttack } from "../push/attack";
import type { AttackRequest } from "../push/attack-kit";
import type { Attack } from "../push/attacks";
import type { Answer } from "../push/request";
import { clip, record } from "../record";
import { type Account, openidOf, upsertUser, type World } from "../state";
import { accountOf, type ControlCall, ControlError, type ControlRoutes, read } from "./route";

const attackSchema = z.strictObject({ user: z.string().min(1).max(64).default("attacker") });

export const attackRoutes: ControlRoutes = {
	"GET /_sim/attacks": () => ({
		items: attackNames.map((name) => {
			const { about, only = "any" } = namedOr404(name);
			return { name, about, only };
		}),
	}),
	/** All that fit the account, one after the other. */
	"POST /_sim/attacks/:appid": async (call) => {
		const items = [];
		for (const name of attackNames) {
			if (!fits(namedOr404(name), accountOf(call))) continue;
			items.push(await attack(call, name));
		}
		return { ok: items.every((item) => item.ok), items };
	},
	"POST /_sim/attacks/:appid/:name": (call) => attack(call, call.params.name ?? ""),
};

async function attack(call: ControlCall, name: string) {
	const { world } = call;
	const account = accountOf(call);
	const chosen = namedOr404(name);
	if (!fits(chosen, account)) {
		throw new ControlError(409, "not_applicable", `${name} needs an account with ${chosen.only}`);
	}
	const user = upsertUser(world, read(attackSchema, call).user, undefined);
	const openid = openidOf(user.id, account.appid);
	const at = world.clock.now();
	const { request, answer, ok } = await sendAttack(world, account, openid, chosen);
	recordAttack(world, { account, openid, name, at, request, answer });
	return {
		name,
		about: chosen.about,
		expect: expectationOf(chosen, account),
		ok,
		status: answer.kind === "answer" ? answer.status : null,
		body: answer.kind === "answer" ? answer.body.toString("utf8").slice(0, 2000) : null,
		reason: answer.kind === "none" ? answer.reason : null,
		ms: answer.ms,
		sent: { ...request, body: clip(request.body.toString("utf8")) },
	};
}

const fits = (attack: Attack, { push }: Account): boolean => push.enabled && fitsPush(attack, push);

function namedOr404(name: string): Attack {
	const found = attackNamed(name);
	if (!found)
		throw new ControlError(404, "unknown_attack", `no attack ${name}; GET /_sim/attacks lists them`);
	return found;
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
