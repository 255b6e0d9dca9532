"use client";

import { useTranslations } from "next-intl";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useErrorText } from "@/components/api/error-text";
import { RequestError } from "@/components/api/request";
import { toastFailed } from "@/components/ui/toaster";
import { SECOND_MS } from "@/lib/time";
import { lineOf, type ThreadLine } from "./thread-lines";
import type { useLogRows } from "./use-log-rows";

/** So long the message that was gone to is marked. */
const MARKED_MS = 3 * SECOND_MS;

/** A message somebody goes to; another turn means once more. */
export interface JumpTarget {
	messageId: string;
	turn: number;
}

interface LogJumpOptions extends Pick<ReturnType<typeof useLogRows>, "rows" | "keys" | "alive"> {
	lines: ThreadLine[];
	target: JumpTarget | null;
	/** Brings a message here. @throws RequestError */
	bring: (messageId: string) => Promise<void>;
	focusLine: (index: number) => void;
	/** The reader has gone on from the message. */
	onLeft?: () => void;
}

/** Goes to the message meant: brings it, puts it into the middle, marks it for a moment and gives it the focus. */
export function useLogJump({ rows, keys, alive, lines, target, bring, focusLine, onLeft }: LogJumpOptions) {
	const t = useTranslations("thread");
	const errorText = useErrorText();
	const [arriving, setArriving] = useState<JumpTarget | null>(null);
	const [marked, setMarked] = useState<string | null>(null);
	const { messageId, turn } = target ?? { messageId: null, turn: 0 };

	// biome-ignore lint/correctness/useExhaustiveDependencies: once a turn.
	useEffect(() => {
		if (messageId === null) return;
		let gone = false;
		bring(messageId)
			.then(() => !gone && setArriving({ messageId, turn }))
			.catch((error: unknown) => {
				const missing = error instanceof RequestError && error.status === 404;
				toastFailed(missing ? t("messageGone") : errorText(error), messageId);
			});
		return () => {
			gone = true;
		};
	}, [messageId, turn]);

	useLayoutEffect(() => {
		const index = arriving && alive ? lineOf(lines, arriving.messageId) : -1;
		if (index === -1) return;
		setArriving(null);
		setMarked(keys[index] ?? null);
		rows.scrollToIndex(index, { align: "center" });
		focusLine(index);
	}, [arriving, alive, lines, keys, rows, focusLine]);

	useEffect(() => {
		if (marked === null) return;
		const timer = setTimeout(() => setMarked(null), MARKED_MS);
		return () => clearTimeout(timer);
	}, [marked]);

	const seen = useRef(false);
	const place = messageId === null ? -1 : lineOf(lines, messageId);
	const { startIndex, endIndex } = rows.range ?? { startIndex: 0, endIndex: -1 };
	const inSight = place >= startIndex && place <= endIndex;
	const settled = !rows.isScrolling && arriving === null;
	useEffect(() => {
		if (messageId === null) seen.current = false;
		else if (settled && inSight) seen.current = true;
		else if (settled && seen.current) {
			seen.current = false;
			onLeft?.();
		}
	}, [messageId, settled, inSight, onLeft]);

	return marked;
}
