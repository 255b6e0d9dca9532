"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, type RefObject, useId, useState } from "react";
import { insertText } from "@/components/composer/insert-text";
import { MentionPopover } from "@/components/composer/note/mention-popover";
import { findColleagues, mentionsIn } from "@/components/composer/note/mentions";
import { mentionToken } from "@/components/composer/token";
import { useTokenList } from "@/components/composer/use-token-list";
import { Button } from "@/components/ui/button";
import { useEnter } from "@/components/ui/composition";
import { usePinyinMatch } from "@/components/ui/pinyin";
import type { Colleague } from "@/lib/conversations/team-schema";
import type { AssignOption } from "./assign-options";

/** What a hand-over says to colleagues. */
export interface NoteOfHandOver {
	note: string;
	/** Ids of those it names. */
	mentions: string[];
}

interface HandOverNoteProps {
	field: RefObject<HTMLTextAreaElement | null>;
	colleagues: readonly Colleague[];
	/** Null until somebody is chosen above. */
	to: AssignOption | null;
	onGive: (said: NoteOfHandOver) => void;
}

const NOTE_MAX_CHARACTERS = 2000;

/** The note that goes with a hand-over, and the button that does both at once. */
export function HandOverNote({ field, colleagues, to, onGive }: HandOverNoteProps) {
	const t = useTranslations("team.assign");
	const hintId = useId();
	const [text, setText] = useState("");
	const inPinyin = usePinyinMatch(/[@＠]/.test(text));
	const list = useTokenList({
		field,
		text,
		find: mentionToken,
		itemsOf: ({ query }) => findColleagues(colleagues, query, inPinyin),
		onTake: (agent, token) => {
			if (agent && field.current) insertText(field.current, `@${agent.name} `, token);
		},
	});
	const give = () =>
		to && onGive({ note: text.trim(), mentions: mentionsIn(text, colleagues).map(({ id }) => id) });
	const enter = useEnter(give);

	function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
		if (list.onKeyDown(event)) event.stopPropagation();
		else enter.onKeyDown(event);
	}

	return (
		<div className="relative flex-none border-t border-note-line bg-note p-2">
			{list.open && <MentionPopover list={list} />}
			<textarea
				ref={field}
				value={text}
				rows={2}
				maxLength={NOTE_MAX_CHARACTERS}
				aria-label={t("note")}
				aria-describedby={hintId}
				placeholder={t("notePlaceholder")}
				{...(list.open && {
					"aria-autocomplete": "list" as const,
					"aria-controls": list.listId,
					"aria-activedescendant": list.items.length > 0 ? list.optionId(list.index) : undefined,
				})}
				onChange={(event) => {
					setText(event.target.value);
					list.follow();
				}}
				onSelect={list.follow}
				onBlur={list.leave}
				onKeyDown={onKeyDown}
				onCompositionEnd={enter.onCompositionEnd}
				className="field-sizing-content max-h-30 min-h-11 w-full resize-none bg-transparent px-1 text-13 text-fg outline-none placeholder:text-note-fg max-sm:text-16"
			/>
			<div className="flex items-center gap-2 pt-1">
				<span id={hintId} className="min-w-0 flex-1 truncate px-1 text-11 text-note-fg">
					{to ? t("noteHint") : t("chooseFirst")}
				</span>
				<Button look="primary" size="sm" disabled={!to} onClick={give} className="max-w-40 max-sm:h-11">
					<span className="truncate">
						{to?.kind === "colleague" ? t("giveTo", { name: to.to.name }) : t(to ? to.kind : "give")}
					</span>
				</Button>
			</div>
		</div>
	);
}
