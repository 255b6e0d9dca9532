"use client";

import { memo, type RefCallback } from "react";
import { classNames } from "@/components/ui/class-names";
import type { AgentRef } from "@/lib/conversations/schema";
import { BlindLine, ResumedLine } from "./blind-line";
import type { ShownConversation } from "./conversation-data";
import { DayLine, UnreadLine } from "./day-line";
import { EventLine, FoldedLine, TakenLine } from "./event-line";
import { MessageRow } from "./message-row";
import { keyOf, type ThreadLine } from "./thread-lines";
import { UnsentRow } from "./unsent-row";

interface LogLineProps {
	line: ThreadLine;
	conversation: Pick<ShownConversation, "id" | "customer" | "channel">;
	me: AgentRef;
	index: number;
	/** From the top of the log, in px. */
	topPx: number;
	/** It is the one that was gone to. */
	marked: boolean;
	measure: RefCallback<HTMLElement>;
	onUnfold: (id: string) => void;
}

/** One line of the log at its place. */
export const LogLine = memo(function LogLine({ index, topPx, marked, measure, ...body }: LogLineProps) {
	return (
		<div
			ref={measure}
			data-index={index}
			data-key={keyOf(body.line)}
			data-marked={marked || undefined}
			className={classNames(
				"absolute inset-x-0 flow-root px-4",
				marked && "animate-flash motion-reduce:animate-none motion-reduce:bg-mark/45",
			)}
			style={{ top: topPx }}
		>
			<LineBody {...body} />
		</div>
	);
});

function LineBody({
	line,
	conversation,
	me,
	onUnfold,
}: Omit<LogLineProps, "index" | "topPx" | "marked" | "measure">) {
	switch (line.kind) {
		case "day":
			return <DayLine at={line.at} />;
		case "unread":
			return <UnreadLine />;
		case "blind":
			return <BlindLine fromAt={line.fromAt} untilAt={line.untilAt} />;
		case "resumed":
			return <ResumedLine at={line.at} />;
		case "event":
			return <EventLine message={line.message} />;
		case "taken":
			return <TakenLine changed={line.message} assigned={line.by} />;
		case "folded":
			return <FoldedLine messages={line.messages} onUnfold={() => onUnfold(keyOf(line))} />;
		case "unsent":
			return <UnsentRow unsent={line.unsent} me={me} first={line.first} />;
		default:
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
}
