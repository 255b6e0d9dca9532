/** The enabled rules of a channel, compiled once for each version of them. */
import { compileKeywords } from "@/lib/bot/match";
import { type Action, actionsSchema, type Trigger, triggerSchema } from "@/lib/bot/schema";
import { getPrisma } from "@/lib/db";
import { log } from "@/lib/log";

export interface CompiledRule {
	name: string;
	trigger: Trigger;
	actions: Action[];
	/** Of a keyword rule: the keyword that a normalised text hits, or null. */
	matches: ((text: string) => string | null) | null;
}

const cache = new Map<string, { version: number; rules: Promise<CompiledRule[]> }>();

/** @param version `rules_version` of the channel, as the push's own statement just read it: no query while it stays */
export function getRules(channelId: string, version: number): Promise<CompiledRule[]> {
	const known = cache.get(channelId);
	if (known?.version === version) return known.rules;
	const rules = loadRules(channelId);
	cache.set(channelId, { version, rules });
	rules.catch(() => cache.delete(channelId));
	return rules;
}

async function loadRules(channelId: string): Promise<CompiledRule[]> {
	const stored = await getPrisma().rule.findMany({
		where: { enabled: true, OR: [{ channelId }, { channelId: null }] },
		orderBy: [{ position: "asc" }, { id: "asc" }],
		select: { name: true, trigger: true, actions: true },
	});
	return stored.flatMap((rule) => {
		const trigger = triggerSchema.safeParse(rule.trigger);
		const actions = actionsSchema.safeParse(rule.actions);
		if (trigger.success && actions.success) return [compileRule(rule.name, trigger.data, actions.data)];
		// One rule that cannot be read must not silence the others, nor turn pushes away.
		log.error({ channelId, rule: rule.name }, "a rule cannot be read and is left out");
		return [];
	});
}

export function compileRule(name: string, trigger: Trigger, actions: Action[]): CompiledRule {
	return { name, trigger, actions, matches: trigger.kind === "keyword" ? compileKeywords(trigger) : null };
}
