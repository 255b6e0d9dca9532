"use client";

import { ArrowDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useMemo, useRef } from "react";
import { useUnsent } from "@/components/composer/desk";
import { useNow } from "@/components/ui/clock";
import { useTimeText } from "@/components/ui/time-text";
import type { AgentRef, ConversationDetail } from "@/lib/conversations/schema";
import { MINUTE_MS } from "@/lib/time";
import { BlindLine, ResumedLine } from "./blind-line";
import { EventLine } from "./event-line";
import type { Thread } from "./merge-messages";
import { MessageRow } from "./message-row";
import { OlderMessages } from "./older-messages";
import { PicturesProvider } from "./pictures";
import { type ThreadLine, toLines } from "./thread-lines";
import { UnsentRow } from "./unsent-row";
import { useLogScroll } from "./use-log-scroll";

interface ThreadLogProps {
	conversation: Pick<ConversationDetail, "id" | "customer" | "channel" | "mode">;
	thread: Thread;
	me: AgentRef;
	older: "idle" | "loading" | "failed";
	loadOlder: () => void;
}

/** The messages, anchored at the bottom; older ones come when the reader scrolls up. */
export function ThreadLog({ conversation, thread, me, older, loadOlder }: ThreadLogProps) {
	const t = useTranslations("thread");
	const log = useRef<HTMLDivElement>(null);
	const unsent = useUnsentOf(conversation.id, thread);
	const lines = useLines(thread, conversation);
	const { missed, atBottom, toBottom } = useLogScroll(log, thread, unsent.length);
	return (
		<div className="relative flex min-h-0 flex-1 flex-col">
			{/* Reversed, so that the browser itself keeps the bottom in sight, before and without any script. */}
			<div
				ref={log}
				role="log"
				aria-label={t("log")}
				// What the customer says is announced elsewhere; our own words and history are not.
				aria-live="off"
				// biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
				tabIndex={0}
				onKeyDown={moveFocus}
				className="flex min-h-0 flex-1 flex-col-reverse overflow-x-hidden overflow-y-auto overscroll-contain px-4 pb-2.5 outline-offset-[-2px] [overflow-anchor:none]"
			>
				<div>
					<OlderMessages hasMore={thread.hasMoreBefore} state={older} load={loadOlder} log={log} />
					<PicturesProvider messages={thread.items}>
						{lines.map((line) => (
							<Line key={keyOf(line)} line={line} conversation={conversation} />
						))}
					</PicturesProvider>
					{unsent.map((item, index) => (
						<UnsentRow key={item.clientKey} unsent={item} me={me} first={index === 0} />
					))}
				</div>
			</div>
			{!atBottom && (
				<button
					type="button"
					onClick={toBottom}
					className="absolute bottom-3 left-1/2 inline-flex h-8 -translate-x-1/2 items-center gap-1.5 rounded-full border border-line-2 bg-raised px-3 text-12 font-medium shadow-pop hover:bg-hover max-sm:h-11"
				>
					<ArrowDown size={14} strokeWidth={2} aria-hidden />
					{missed > 0 ? t("newMessages", { count: missed }) : t("toBottom")}
				</button>
			)}
		</div>
	);
}

function Line({ line, conversation }: { line: ThreadLine; conversation: ThreadLogProps["conversation"] }) {
	if (line.kind === "day") return <DayLine at={line.at} />;
	if (line.kind === "blind") return <BlindLine fromAt={line.fromAt} untilAt={line.untilAt} />;
	if (line.kind === "resumed") return <ResumedLine at={line.at} />;
	if (line.kind === "event")
		return (
			<EventLine
				content={line.message.content}
				actor={line.message.author.name}
				at={line.message.at}
				seq={line.message.seq}
			/>
		);
	return (
		<MessageRow
			conversation={conversation}
			message={line.message}
			first={line.first}
			last={line.last}
			handedOver={line.handedOver}
		/>
	);
}

function DayLine({ at }: { at: string }) {
	const text = useTimeText();
	const now = useNow(MINUTE_MS);
	if (now === null) return null;
	const day = text.day(new Date(at), new Date(now));
	return (
		<div className="sticky top-0 z-10 flex items-center gap-2.5 bg-sunken pt-2.5 pb-2 text-12/4 text-fg-3">
			<hr aria-label={day} className="h-px flex-1 border-0 bg-line" />
			<span aria-hidden>{day}</span>
			<span className="h-px flex-1 bg-line" />
		</div>
	);
}

/** By its id: a held reply that is let go gets another seq. */
const keyOf = (line: ThreadLine): string => {
	if ("message" in line) return line.message.id;
	return `${line.kind}-${line.kind === "blind" ? line.fromAt : line.at}`;
};

/** Lines with their days, which are known once the reader's time zone is. */
function useLines(
	{ items }: Thread,
	{ mode, channel }: Pick<ConversationDetail, "mode" | "channel">,
): ThreadLine[] {
	const inBrowser = useNow(MINUTE_MS) !== null;
	// What WeCom's staff and their customers write keeps coming here.
	const hiding = channel.kind === "miniprogram" ? mode : null;
	return useMemo(
		() => toLines(items, { dayOf: inBrowser ? (at) => new Date(at).toDateString() : null, mode: hiding }),
		[items, inBrowser, hiding],
	);
}

/** Replies on their way, without those the server has answered for in the meantime. */
function useUnsentOf(conversationId: string, thread: Thread) {
	const unsent = useUnsent(conversationId);
	return useMemo(() => {
		const known = new Set(thread.items.map((item) => (item.direction === "event" ? null : item.clientKey)));
		return unsent.filter((item) => !known.has(item.clientKey));
	}, [unsent, thread.items]);
}

/** The log is one stop of the Tab key; the arrows walk from message to message. */
function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
	if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
	// In a field the arrows move the cursor.
	if (event.target instanceof HTMLTextAreaElement) return;
	const messages = [...event.currentTarget.querySelectorAll<HTMLElement>("article")];
	const current = messages.findIndex((message) => message.contains(document.activeElement));
	const fromLog = event.key === "ArrowUp" ? messages.length - 1 : 0;
	const next = current === -1 ? fromLog : current + (event.key === "ArrowUp" ? -1 : 1);
	const target = messages[next];
	if (!target) return;
	event.preventDefault();
	target.focus({ preventScroll: true });
	target.scrollIntoView({ block: "nearest" });
}
