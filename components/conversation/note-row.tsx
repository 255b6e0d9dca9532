"use client";

import { classNames } from "@/components/ui/class-names";
import { TimeText } from "@/components/ui/time-text";
import { Bubble } from "./bubbles/bubble";
import { MessageTools, useMessageTools } from "./message-tools";
import { NoteBox, NoteText } from "./note-box";
import type { SpokenMessage } from "./thread-lines";

interface NoteRowProps {
	conversationId: string;
	message: SpokenMessage;
	speaker: string;
	label: string;
}

/** An internal note in the thread, at the edge of the customer's bubbles. */
export function NoteRow({ conversationId, message, speaker, label }: NoteRowProps) {
	const tools = useMessageTools();
	const { content } = message;
	return (
		<article
			aria-label={label}
			tabIndex={-1}
			data-line
			data-seq={message.seq}
			data-status={message.status}
			{...tools.handlers}
			className={classNames("group relative mt-2.5 ml-9 max-w-[640px] max-sm:ml-0")}
		>
			<NoteBox
				by={
					<span>
						{speaker} · <TimeText at={message.at} as="clock" />
					</span>
				}
			>
				{content.type === "text" ? (
					<NoteText text={content.text} mentions={content.mentions} />
				) : (
					<Bubble content={content} media={message.media} tone="note" failed={false} pending={false} />
				)}
			</NoteBox>
			<MessageTools
				conversationId={conversationId}
				message={message}
				label={label}
				untimed={false}
				tools={tools}
			/>
		</article>
	);
}
