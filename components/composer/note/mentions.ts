import type { PinyinMatch } from "@/components/ui/pinyin";
import type { AgentRef } from "@/lib/conversations/schema";
import type { TextRange } from "../insert-text";

/** Where a note names colleagues, in the order in which they are read: `@name`, the longest name that fits. */
export function mentionRanges<Agent extends AgentRef>(
	text: string,
	colleagues: readonly Agent[],
): (TextRange & { agent: Agent })[] {
	const longestFirst = [...colleagues].sort((a, b) => b.name.length - a.name.length);
	return [...text.matchAll(/[@＠]/g)].flatMap(({ index }) => {
		const agent = longestFirst.find(({ name }) => text.startsWith(name, index + 1));
		return agent ? [{ from: index, to: index + 1 + agent.name.length, agent }] : [];
	});
}

/** The colleagues a note names, each once. */
export function mentionsIn(text: string, colleagues: readonly AgentRef[]): AgentRef[] {
	const named = mentionRanges(text, colleagues).map(({ agent: { id, name } }) => ({ id, name }));
	return [...new Map(named.map((agent) => [agent.id, agent])).values()];
}

/** Those whose name has what was typed, in it or in its pinyin; names that begin with it come first. */
export function findColleagues<Agent extends AgentRef>(
	colleagues: readonly Agent[],
	query: string,
	inPinyin: PinyinMatch | null,
): Agent[] {
	const typed = query.toLowerCase();
	const rank = ({ name }: AgentRef): number => {
		const at = name.toLowerCase().indexOf(typed);
		if (at >= 0) return at === 0 ? 0 : 1;
		return inPinyin?.(name, typed) ? 2 : 3;
	};
	return colleagues.filter((agent) => rank(agent) < 3).sort((a, b) => rank(a) - rank(b));
}
