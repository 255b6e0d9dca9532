"use client";

import { Lock, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type ReactElement, useEffect, useId, useRef, useState } from "react";
import { isComposingKey, useEnter } from "@/components/ui/composition";
import { usePinyinMatch } from "@/components/ui/pinyin";
import { Popover } from "@/components/ui/popover";
import { useChoice, useSteadyOrder } from "@/components/ui/steady-list";
import type { AgentRef } from "@/lib/conversations/schema";
import { AssignList, optionId } from "./assign-list";
import { type AssignOption, assignOptions, idOfOption, QUEUE } from "./assign-options";
import { HandOverNote, type NoteOfHandOver } from "./hand-over-note";
import { useColleagues } from "./team-data";

interface AssignPopoverProps {
	/** The button that opens it. */
	trigger: ReactElement;
	open: boolean;
	onOpenChange: (open: boolean) => void;
	/** Only colleagues who see it; null: all. */
	channelId: string | null;
	me: AgentRef;
	/** Who has it, and need not be given it; null: nobody. */
	assignee: AgentRef | null;
	/** Back to the queue is offered. */
	withQueue: boolean;
	/** A hand-over can carry a note; `noted`: its field stands open. */
	note: "none" | "offered" | "noted";
	onNote?: () => void;
	side?: "top" | "bottom";
	keyHint?: string;
	onAssign: (to: AgentRef | null, note?: NoteOfHandOver) => void;
}

/** Finds a colleague by name or pinyin and gives them the conversation, at once or with a note that says why. */
export function AssignPopover(props: AssignPopoverProps) {
	const { trigger, open, onOpenChange, side = "bottom" } = props;
	const t = useTranslations("team.assign");
	return (
		<Popover
			open={open}
			onOpenChange={onOpenChange}
			label={t("title")}
			align="end"
			side={side}
			trigger={trigger}
			className="w-75 max-w-[calc(100vw-16px)]"
		>
			<Chooser {...props} />
		</Popover>
	);
}

function Chooser(props: AssignPopoverProps) {
	const { channelId, me, assignee, withQueue, note, onNote, keyHint, onOpenChange, onAssign } = props;
	const t = useTranslations("team.assign");
	const listId = useId();
	const field = useRef<HTMLInputElement>(null);
	const noteField = useRef<HTMLTextAreaElement>(null);
	const [query, setQuery] = useState("");
	const [chosen, setChosen] = useState<AssignOption | null>(null);
	const colleagues = useColleagues(channelId);
	const inPinyin = usePinyinMatch(query !== "");
	const people = useSteadyOrder(query, assignOptions({ colleagues, me, query, inPinyin }), idOfOption);
	const options = withQueue && query.trim() === "" ? [...people, QUEUE] : people;
	const [at, choose] = useChoice(query, options.map(idOfOption));
	const noted = note === "noted";
	useEffect(() => {
		if (noted) field.current?.focus();
	}, [noted]);

	function give(option: AssignOption, withNote?: NoteOfHandOver) {
		onOpenChange(false);
		if (option.to === null || option.to.id !== assignee?.id) onAssign(option.to, withNote);
	}

	function take(option: AssignOption | undefined) {
		if (!option) return;
		if (!noted) return give(option);
		setChosen(option);
		noteField.current?.focus();
	}

	const enter = useEnter(() => take(options[at]));

	function onKeyDown(event: KeyboardEvent) {
		if (isComposingKey(event)) return;
		const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
		if (step && options.length > 0) {
			event.preventDefault();
			choose((at + step + options.length) % options.length);
		} else enter.onKeyDown(event);
	}

	return (
		<>
			<label className="flex h-10 flex-none items-center gap-2 border-b border-line px-3 text-fg-3 max-sm:h-12">
				<Search size={14} strokeWidth={1.75} aria-hidden />
				<input
					ref={field}
					value={query}
					role="combobox"
					aria-label={t("search")}
					aria-expanded={options.length > 0}
					aria-controls={listId}
					aria-activedescendant={at >= 0 ? optionId(listId, at) : undefined}
					aria-autocomplete="list"
					placeholder={t("search")}
					onChange={(event) => setQuery(event.target.value)}
					onKeyDown={onKeyDown}
					onCompositionEnd={enter.onCompositionEnd}
					className="min-w-0 flex-1 bg-transparent text-13 text-fg outline-none placeholder:text-fg-3 max-sm:text-16"
				/>
			</label>
			<AssignList
				id={listId}
				options={options}
				index={at}
				assigneeId={assignee?.id ?? null}
				chosen={chosen}
				keyHint={keyHint}
				onPoint={choose}
				onTake={take}
			/>
			{note === "offered" && (
				<button
					type="button"
					onClick={onNote}
					className="flex h-9 flex-none items-center gap-2 border-t border-line px-3 text-12 text-fg-2 hover:bg-hover max-sm:h-11"
				>
					<Lock size={13} strokeWidth={2} aria-hidden />
					{t("withNote")}
				</button>
			)}
			{noted && (
				<HandOverNote
					field={noteField}
					colleagues={colleagues.filter(({ id }) => id !== me.id)}
					to={chosen}
					onGive={(said) => chosen && give(chosen, said)}
				/>
			)}
		</>
	);
}
