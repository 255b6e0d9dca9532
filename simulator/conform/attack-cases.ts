import { attackNamed, attackNames, expectationOf, fitsPush, sendAttack } from "../push/attack";
import type { Attack } from "../push/attacks";
import { answered, type ConformCase, expectedAnswer, shorten } from "./case";
import type { Target } from "./target";

const EXPECTED = {
	refused: "a 4xx with an empty or one-line body",
	notStored: "any answer but a 5xx, and nothing stored (look yourself)",
	harmless: "any answer but a 5xx; if stored, then as plain data (look yourself)",
};

/** The list has its own row for a packet of another account. */
const IDS: Record<string, string> = { "other-account": "A1" };

/** P9: every hostile packet the simulator knows, and that the door still works afterwards. */
export const attackCases: ConformCase[] = [
	...attackNames.flatMap((name) => {
		const attack = attackNamed(name);
		return attack ? [caseOf(name, attack)] : [];
	}),
	{
		id: "P9.after",
		given: "a genuine text after all these attacks",
		expected: expectedAnswer,
		run: async (context) => answered(context, await context.text(context.newCustomer(), "still there?")),
	},
];

function caseOf(name: string, attack: Attack): ConformCase {
	return {
		id: IDS[name] ?? `P9.${name}`,
		given: attack.about,
		expected: typeof attack.expect === "string" ? EXPECTED[attack.expect] : "depends on the mode",
		unfit: (target: Target) =>
			fitsPush(attack, target) ? null : `only for ${attack.only ?? "signed pushes"}`,
		run: async ({ world, account, newCustomer }) => {
			const { answer, ok } = await sendAttack(world, account, newCustomer().openid, attack);
			const expect = expectationOf(attack, account);
			if (answer.kind === "none") return { ok, seen: `${expect}: ${answer.detail}` };
			const body = shorten(answer.body.toString("utf8")) || "nothing";
			return { ok, seen: `status ${answer.status} with ${body}, should be ${expect}` };
		},
	};
}
