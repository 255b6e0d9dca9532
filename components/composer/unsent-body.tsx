"use client";

import { Bubble } from "@/components/conversation/bubbles/bubble";
import { UnsentNote } from "./note/unsent-note";
import type { Outgoing } from "./outbox";
import { UnsentPicture } from "./unsent-picture";

/** What has not left, as it will stand in the thread. */
export function UnsentBody({ content, failed }: { content: Outgoing; failed: boolean }) {
	const look = { tone: "agent", failed, pending: !failed } as const;
	switch (content.type) {
		case "image":
			return <UnsentPicture content={content} failed={failed} />;
		case "card":
			return <Bubble content={content.card.content} media={content.card.media} {...look} />;
		case "note":
			return <UnsentNote content={content} failed={failed} />;
		case "text":
			return <Bubble content={content} {...look} />;
	}
}
