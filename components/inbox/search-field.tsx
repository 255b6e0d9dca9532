"use client";

import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { isComposingKey } from "@/components/ui/composition";
import { Kbd } from "@/components/ui/kbd";

const PAUSE_MS = 200;

interface SearchFieldProps {
	field: RefObject<HTMLInputElement | null>;
	/** Names the list it stands above. */
	list: string;
	/** What is searched for now. */
	text: string;
	onSearch: (text: string) => void;
	/** Escape ends the search. */
	onLeave: () => void;
	/** The arrow down, and Enter, go on to what was found. */
	onDown: () => void;
}

/** Searches while you type, but not for the half words of an input method. */
export function SearchField({ field, list, text, onSearch, onLeave, onDown }: SearchFieldProps) {
	const t = useTranslations("list");
	const [typed, setTyped] = useState(text);
	const composing = useRef(false);
	const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
	// biome-ignore lint/correctness/useExhaustiveDependencies: what is half typed was meant for the list before.
	useEffect(() => {
		setTyped(text);
		return () => clearTimeout(timer.current);
	}, [list]);
	useEffect(() => {
		if (!composing.current && document.activeElement !== field.current) setTyped(text);
	}, [text, field]);

	function search(value: string, afterMs: number) {
		setTyped(value);
		clearTimeout(timer.current);
		if (!composing.current) timer.current = setTimeout(onSearch, afterMs, value.trim());
	}

	function onKeyDown(event: KeyboardEvent) {
		if (isComposingKey(event)) return;
		const act = { Escape: leave, ArrowDown: onDown, Enter: enter }[event.key];
		if (!act) return;
		event.preventDefault();
		act();
	}

	function leave() {
		clearTimeout(timer.current);
		setTyped("");
		onLeave();
	}

	/** What is typed is searched for at once; what was found for it is gone through. */
	function enter() {
		if (typed.trim() === text) onDown();
		else search(typed, 0);
	}

	return (
		<search className="flex h-8 min-w-0 flex-1 items-center gap-1.5 rounded-control border border-line-2 bg-sunken px-2.5 focus-within:border-accent focus-within:shadow-[0_0_0_3px_var(--accent-tint)] max-sm:h-11">
			<Search size={14} strokeWidth={1.75} aria-hidden className="text-fg-2" />
			<input
				ref={field}
				value={typed}
				aria-label={t("search")}
				placeholder={t("placeholder")}
				maxLength={100}
				onChange={(event) => search(event.target.value, PAUSE_MS)}
				onCompositionStart={() => {
					composing.current = true;
				}}
				onCompositionEnd={(event) => {
					composing.current = false;
					search(event.currentTarget.value, PAUSE_MS);
				}}
				onKeyDown={onKeyDown}
				className="min-w-0 flex-1 bg-transparent outline-none placeholder:text-fg-3 max-sm:text-16"
			/>
			{typed === "" ? (
				<span className="max-sm:hidden" aria-hidden>
					<Kbd>/</Kbd>
				</span>
			) : (
				<button
					type="button"
					aria-label={t("clearSearch")}
					onClick={() => {
						search("", 0);
						field.current?.focus();
					}}
					className="inline-flex size-6 flex-none items-center justify-center rounded-chip text-fg-2 hover:bg-hover max-sm:size-9"
				>
					<X size={14} strokeWidth={2} aria-hidden />
				</button>
			)}
		</search>
	);
}
