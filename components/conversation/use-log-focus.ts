"use client";

import {
	type FocusEvent,
	type KeyboardEvent,
	type RefObject,
	useLayoutEffect,
	useRef,
	useState,
} from "react";
import type { ThreadLine } from "./thread-lines";
import type { useLogRows } from "./use-log-rows";

/** What has the focus in the log, or gets it next: it is drawn even while it is out of sight. */
export function useKeptLine() {
	const [keptKey, setKeptKey] = useState<string | null>(null);
	const wanted = useRef<string | null>(null);
	return { keptKey, setKeptKey, wanted };
}

interface LogFocusOptions extends Pick<ReturnType<typeof useLogRows>, "rows" | "keys"> {
	log: RefObject<HTMLElement | null>;
	lines: ThreadLine[];
	kept: ReturnType<typeof useKeptLine>;
}

/** The log is one stop of the Tab key; the arrows walk from message to message, also to those that are not drawn yet. */
export function useLogFocus({ log, lines, rows, keys, kept }: LogFocusOptions) {
	const { setKeptKey, wanted } = kept;
	useLayoutEffect(() => {
		const row =
			wanted.current === null
				? null
				: log.current?.querySelector(`[data-key="${CSS.escape(wanted.current)}"]`);
		const target = row?.querySelector<HTMLElement>("[data-line]");
		if (!target) return;
		wanted.current = null;
		target.focus({ preventScroll: true });
	});

	/** Gives a line the focus as soon as it is drawn. */
	function focusLine(index: number): void {
		wanted.current = keys[index] ?? null;
		setKeptKey(wanted.current);
	}

	function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
		if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
		// In a field the arrows move the cursor, in a menu they choose.
		const within = event.target instanceof Element && event.target.closest("textarea, [role=menu]");
		if (within || event.defaultPrevented) return;
		const step = event.key === "ArrowUp" ? -1 : 1;
		const next = nextSpoken(lines, from(step), step);
		if (next === -1) return;
		event.preventDefault();
		focusLine(next);
		rows.scrollToIndex(next, { align: "auto" });
	}

	/** Where the walk goes on: at the message that has the focus, or at the edge of what is in sight. */
	function from(step: 1 | -1): number {
		const row = document.activeElement?.closest<HTMLElement>("[data-index]");
		if (row && log.current?.contains(row)) return Number(row.dataset.index);
		const { startIndex, endIndex } = rows.range ?? { startIndex: 0, endIndex: lines.length - 1 };
		return step === -1 ? endIndex + 1 : startIndex - 1;
	}

	return {
		focusLine,
		onKeyDown,
		onFocus: (event: FocusEvent<HTMLElement>) => {
			const row = event.target.closest<HTMLElement>("[data-key]");
			if (row) setKeptKey(row.dataset.key ?? null);
		},
		onBlur: (event: FocusEvent<HTMLElement>) => {
			if (event.relatedTarget instanceof Node && !log.current?.contains(event.relatedTarget))
				setKeptKey(null);
		},
	};
}

function nextSpoken(lines: ThreadLine[], from: number, step: 1 | -1): number {
	for (let at = from + step; at >= 0 && at < lines.length; at += step) {
		const kind = lines[at]?.kind;
		if (kind === "spoken" || kind === "unsent") return at;
	}
	return -1;
}
