"use client";

import { useTranslations } from "next-intl";
import { useEffect, useLayoutEffect, useRef } from "react";
import { classNames } from "@/components/ui/class-names";
import type { AgentRef } from "@/lib/conversations/schema";
import type { ShownConversation, useThread } from "./conversation-data";
import { PinnedDay } from "./day-line";
import { LogEdge, ToEnd } from "./log-edges";
import { LogLine } from "./log-line";
import type { Thread } from "./merge-messages";
import { PicturesProvider } from "./pictures";
import { instantAt } from "./thread-lines";
import { useKeptLine, useLogFocus } from "./use-log-focus";
import { type JumpTarget, useLogJump } from "./use-log-jump";
import { useLogLines } from "./use-log-lines";
import { EDGE_PX, useLogRows } from "./use-log-rows";
import { useLogScroll } from "./use-log-scroll";

interface ThreadLogProps {
	conversation: ShownConversation;
	thread: Thread;
	/** The ways to messages that are not here. */
	ways: Pick<
		ReturnType<typeof useThread>,
		"older" | "newer" | "loadOlder" | "loadNewer" | "bring" | "bringLatest"
	>;
	me: AgentRef;
	target: JumpTarget | null;
	onTargetLeft?: () => void;
}

/** So many rows before an end of what is here the next page is asked for. */
const AHEAD = 10;

/** The messages: only those in sight are drawn, what is beyond comes when the reader gets near it. */
export function ThreadLog({ conversation, thread, ways, me, target, onTargetLeft }: ThreadLogProps) {
	const t = useTranslations("thread");
	const log = useRef<HTMLDivElement>(null);
	const kept = useKeptLine();
	const { lines, unsentCount, unfold } = useLogLines(conversation, thread);
	const { hasMoreBefore, hasMoreAfter } = thread;
	const { rows, keys, alive } = useLogRows({ log, lines, atEndOfAll: !hasMoreAfter, keptKey: kept.keptKey });
	const { focusLine, ...focus } = useLogFocus({ log, lines, rows, keys, kept });
	const { atEnd, missed, backToEnd } = useLogScroll({
		log,
		rows,
		thread,
		unsentCount,
		bringLatest: ways.bringLatest,
	});
	const { bring } = ways;
	const marked = useLogJump({ rows, keys, alive, lines, target, bring, focusLine, onLeft: onTargetLeft });

	// A thread with something unread opens where that begins, unless a message was meant.
	const opened = useRef(false);
	useLayoutEffect(() => {
		if (!alive || opened.current) return;
		opened.current = true;
		const unread = lines.findIndex(({ kind }) => kind === "unread");
		if (unread !== -1 && target === null) rows.scrollToIndex(Math.max(0, unread - 1), { align: "start" });
	}, [alive, lines, rows, target]);

	const first = rows.range?.startIndex ?? 0;
	const last = rows.range?.endIndex ?? 0;
	const nearOldest = hasMoreBefore && first <= AHEAD && ways.older === "idle";
	const nearNewest = hasMoreAfter && last >= lines.length - 1 - AHEAD && ways.newer === "idle";
	useEffect(() => {
		if (nearOldest) ways.loadOlder();
		else if (nearNewest) ways.loadNewer();
	});

	const top = lines[first];
	const pinned = top?.kind !== "day" && (first > 0 || (rows.scrollOffset ?? 0) > EDGE_PX);
	const pinnedAt = alive && pinned ? instantAt(lines, first) : null;
	return (
		<div className="relative flex min-h-0 flex-1 flex-col">
			<div
				ref={log}
				role="log"
				aria-label={t("log")}
				// What the customer says is announced elsewhere; our own words and history are not.
				aria-live="off"
				aria-busy={ways.older === "loading" || ways.newer === "loading"}
				// biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
				tabIndex={0}
				{...focus}
				className={classNames(
					"flex min-h-0 flex-1 overflow-x-hidden overflow-y-auto overscroll-contain outline-offset-[-2px] [overflow-anchor:none]",
					// Reversed, the end is in sight before any script runs.
					alive ? "flex-col" : "flex-col-reverse",
				)}
			>
				<div
					className={classNames("relative w-full flex-none", alive && "mt-auto")}
					style={{ height: rows.getTotalSize() }}
				>
					{hasMoreBefore && <LogEdge side="older" state={ways.older} load={ways.loadOlder} />}
					<PicturesProvider messages={thread.items}>
						{rows.getVirtualItems().map(({ index, key, start }) => {
							const line = lines[index];
							return (
								line && (
									<LogLine
										key={key}
										line={line}
										conversation={conversation}
										me={me}
										index={index}
										topPx={start}
										marked={key === marked}
										measure={rows.measureElement}
										onUnfold={unfold}
									/>
								)
							);
						})}
					</PicturesProvider>
					{hasMoreAfter && <LogEdge side="newer" state={ways.newer} load={ways.loadNewer} />}
				</div>
			</div>
			{pinnedAt && <PinnedDay at={pinnedAt} />}
			{!atEnd && <ToEnd missed={missed} onClick={backToEnd} />}
		</div>
	);
}
