"use client";

import { type KeyboardEvent, type RefObject, useId, useState } from "react";
import { isComposingKey } from "@/components/ui/composition";
import { useChoice, useSteadyOrder } from "@/components/ui/steady-list";
import type { Token } from "./token";

interface Identified {
	id: string;
}

/** What a popover and a field need of the list. */
export type TokenList<Item extends Identified> = ReturnType<typeof useTokenList<Item>>;

interface TokenListOptions<Item> {
	field: RefObject<HTMLTextAreaElement | null>;
	text: string;
	find: (text: string, caret: number) => Token | null;
	/** What fits a token; null while that is not known. An empty list stays open only with `keepEmpty`. */
	itemsOf: (token: Token) => readonly Item[] | null;
	keepEmpty?: boolean;
	/** `direct`: with ⌘ or Ctrl. `item` is undefined where nothing fits. */
	onTake: (item: Item | undefined, token: Token, direct: boolean) => void;
}

/**
 * A list that the field steers while it keeps the focus: arrows choose, Enter or Tab takes, Escape closes it until
 * another token is begun. An input method keeps its own keys.
 */
export function useTokenList<Item extends Identified>({
	field,
	text,
	find,
	itemsOf,
	keepEmpty,
	onTake,
}: TokenListOptions<Item>) {
	const listId = useId();
	const [caret, setCaret] = useState(-1);
	const [closedAt, setClosedAt] = useState<number | null>(null);

	const found = caret < 0 ? null : find(text, caret);
	if (closedAt !== null && found?.from !== closedAt) setClosedAt(null);
	const token = found && found.from !== closedAt ? found : null;
	const fresh = token && itemsOf(token);
	const name = token && `${token.from} ${token.query}`;
	const items = useSteadyOrder(name, fresh ?? [], idOf);
	const [place, choose] = useChoice(name, items.map(idOf));
	const index = Math.max(0, place);
	const open = token !== null && (fresh === null || items.length > 0 || Boolean(keepEmpty));

	function onKeyDown(event: KeyboardEvent): boolean {
		if (!open || !token || isComposingKey(event)) return false;
		// A list that is still on its way has nothing to take, and sends nothing either.
		const take = (direct: boolean) => fresh && onTake(items[index], token, direct);
		const step = (by: number) => choose((index + by + items.length) % Math.max(1, items.length));
		if (event.key === "ArrowDown") step(1);
		else if (event.key === "ArrowUp") step(-1);
		else if (event.key === "Escape") setClosedAt(token.from);
		else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey)
			take(event.metaKey || event.ctrlKey);
		else return false;
		event.preventDefault();
		return true;
	}

	return {
		listId,
		open,
		token,
		items,
		loading: fresh === null,
		index,
		optionId: (at: number) => `${listId}-${at}`,
		/** After every change of the text and every move of the cursor. */
		follow: () => {
			const { selectionStart, selectionEnd } = field.current ?? { selectionStart: -1, selectionEnd: -1 };
			setCaret(selectionStart === selectionEnd ? selectionStart : -1);
		},
		take: (item: Item, direct: boolean) => token && onTake(item, token, direct),
		leave: () => setCaret(-1),
		choose,
		/** True when the key was for the list. */
		onKeyDown,
	};
}

const idOf = ({ id }: Identified): string => id;
