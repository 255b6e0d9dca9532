import { normalizeText } from "@/lib/bot/match";
import type { CompiledRule } from "@/lib/bot/rules";
import type { MessageContent } from "@/lib/channels/message";
import { MINUTE_MS } from "@/lib/time";

/** What the customer did. `text` is null for a message without words (a picture, a card). */
export type Act = { kind: "enter" } | { kind: "message"; text: string | null };

export interface BotContext {
	/** When the welcome was last said in this conversation. */
	welcomedAt: Date | null;
}

export interface Decision {
	ruleName: string | null;
	replies: Extract<MessageContent, { type: "text" }>[];
	/** The mode to switch to, or null to stay. */
	mode: "agent" | "transfer" | null;
	/** True when this is the welcome. */
	welcomed: boolean;
}

/** The first rule in order that fires says what happens; the fallback only when no other does. Pure. */
export function decide(rules: readonly CompiledRule[], act: Act, context: BotContext, now: Date): Decision {
	const rule = act.kind === "enter" ? welcomeRule(rules, context, now) : messageRule(rules, act.text);
	if (!rule) return { ruleName: null, replies: [], mode: null, welcomed: false };
	const decision: Decision = { ruleName: rule.name, replies: [], mode: null, welcomed: act.kind === "enter" };
	for (const action of rule.actions) {
		if (action.kind === "reply")
			decision.replies.push({
				type: "text",
				text: action.text,
				...(action.aiGenerated && { aiGenerated: true }),
			});
		else decision.mode = action.mode;
	}
	return decision;
}

function welcomeRule(rules: readonly CompiledRule[], { welcomedAt }: BotContext, now: Date) {
	return rules.find(
		({ trigger }) =>
			trigger.kind === "enter" &&
			(welcomedAt === null || now.getTime() - welcomedAt.getTime() >= trigger.cooldownMinutes * MINUTE_MS),
	);
}

function messageRule(rules: readonly CompiledRule[], text: string | null) {
	const words = text === null ? "" : normalizeText(text);
	const hit = words === "" ? undefined : rules.find((rule) => rule.matches?.(words));
	return hit ?? rules.find(({ trigger }) => trigger.kind === "fallback");
}
