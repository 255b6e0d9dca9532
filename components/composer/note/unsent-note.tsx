"use client";

import { NoteBox, NoteText } from "@/components/conversation/note-box";
import type { Outgoing } from "../outbox";
import { UnsentPicture } from "../unsent-picture";

interface UnsentNoteProps {
	content: Extract<Outgoing, { type: "note" }>;
	failed: boolean;
}

/** A note that the server does not have yet. */
export function UnsentNote({ content: { text, mentions, picture }, failed }: UnsentNoteProps) {
	return (
		<NoteBox by={null} look={failed ? "failed" : "pending"}>
			<NoteText text={text} mentions={mentions} />
			{picture && <UnsentPicture content={picture} failed={failed} />}
		</NoteBox>
	);
}
