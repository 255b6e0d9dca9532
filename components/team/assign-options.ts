import { findColleagues } from "@/components/composer/note/mentions";
import type { PinyinMatch } from "@/components/ui/pinyin";
import type { AgentRef } from "@/lib/conversations/schema";
import type { Colleague, Presence } from "@/lib/conversations/team-schema";

/** A line of the chooser. */
export type AssignOption =
	| { kind: "me"; to: AgentRef; colleague: Colleague | undefined }
	| { kind: "colleague"; to: AgentRef; colleague: Colleague }
	| { kind: "queue"; to: null };

interface OptionsOf {
	colleagues: readonly Colleague[];
	me: AgentRef;
	/** Whoever has it now is offered too: they are marked. */
	query: string;
	inPinyin: PinyinMatch | null;
}

const RANK: Record<Presence, number> = { online: 0, away: 1, offline: 2 };

export const QUEUE: AssignOption = { kind: "queue", to: null };

/** What tells a line from the others. */
export const idOfOption = ({ to }: AssignOption): string => to?.id ?? "queue";

/** Whom a conversation can be given to: oneself first, then who is there, then the others. */
export function assignOptions({ colleagues, me, query, inPinyin }: OptionsOf): AssignOption[] {
	const typed = query.trim();
	const inOrder = colleagues.toSorted((a, b) => RANK[a.presence] - RANK[b.presence]);
	const found = typed === "" ? inOrder : findColleagues(inOrder, typed, inPinyin);
	const self = colleagues.find(({ id }) => id === me.id);
	const others = found
		.filter(({ id }) => id !== me.id)
		.map((colleague): AssignOption => ({ kind: "colleague", to: refOf(colleague), colleague }));
	const mine = typed === "" || (self && found.includes(self));
	return mine ? [{ kind: "me", to: me, colleague: self }, ...others] : others;
}

const refOf = ({ id, name }: Colleague): AgentRef => ({ id, name });
