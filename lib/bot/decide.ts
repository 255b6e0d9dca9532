import { normalizeText } from "@/lib/bot/match";
import type { CompiledRule } from "@/lib/bot/rules";
import type { Trigger } from "@/lib/bot/schema";
import type { MessageContent } from "@/lib/channels/message";
import { MINUTE_MS } from "@/lib/time";

/** What the customer did. `text` is null for a message without words (a picture, a card). */
export type Act = { kind: "enter" } | { kind: "message"; text: string | null };

export interface BotContext {
	/** When the welcome was last said in this conversation. */
	welcomedAt: Date | null;
}

/** What made a rule fire; `word` is the keyword that was found, normalised. */
interface Cause {
	trigger: Trigger["kind"];
	word: string | null;
}

export interface Decision {
	ruleName: string | null;
	/** Null when no rule fired. */
	cause: Cause | null;
	replies: Extract<MessageContent, { type: "text" }>[];
	/** The mode to switch to, or null to stay. */
	mode: "agent" | "transfer" | null;
	/** True when this is the welcome. */
	welcomed: boolean;
}

/** The first rule in order that fires says what happens; the fallback only when no other does. Pure. */
export function decide(rules: readonly CompiledRule[], act: Act, context: BotContext, now: Date): Decision {
	const fired = act.kind === "enter" ? welcomeRule(rules, context, now) : messageRule(rules, act.text);
	if (!fired) return { ruleName: null, cause: null, replies: [], mode: null, welcomed: false };
	const { rule, word } = fired;
	const cause = { trigger: rule.trigger.kind, word };
	const welcomed = act.kind === "enter";
	const decision: Decision = { ruleName: rule.name, cause, replies: [], mode: null, welcomed };
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

interface Fired {
	rule: CompiledRule;
	word: string | null;
}

const firing = (rule: CompiledRule | undefined): Fired | null => (rule ? { rule, word: null } : null);

function welcomeRule(rules: readonly CompiledRule[], { welcomedAt }: BotContext, now: Date): Fired | null {
	return firing(
		rules.find(
			({ trigger }) =>
				trigger.kind === "enter" &&
				(welcomedAt === null || now.getTime() - welcomedAt.getTime() >= trigger.cooldownMinutes * MINUTE_MS),
		),
	);
}

function messageRule(rules: readonly CompiledRule[], text: string | null): Fired | null {
	const words = text === null ? "" : normalizeText(text);
	for (const rule of words === "" ? [] : rules) {
		const word = rule.matches?.(words) ?? null;
		if (word !== null) return { rule, word };
	}
	return firing(rules.find(({ trigger }) => trigger.kind === "fallback"));
}
