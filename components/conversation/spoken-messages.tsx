"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useClock } from "@/components/ui/clock";
import { strangerWords } from "@/components/ui/hidden-characters";
import type { ConversationDetail, Message } from "@/lib/conversations/schema";
import { SECOND_MS } from "@/lib/time";
import type { Thread } from "./merge-messages";

/** Two clocks, that of the screens and that of the messages, agree about so well. */
const TOLERANCE_MS = 5 * SECOND_MS;

interface SpokenMessagesProps {
	conversation: Pick<ConversationDetail, "customer">;
	thread: Thread;
}

/** Reads out what the customer has just written; never history, never our own words. */
export function SpokenMessages({ conversation, thread }: SpokenMessagesProps) {
	const t = useTranslations("thread");
	const clock = useClock();
	const [openedAtMs] = useState(() => clock.now());
	const lastSeq = (thread.beyond.at(-1) ?? thread.items.at(-1))?.seq ?? 0;
	const heard = useRef(lastSeq);
	const [words, setWords] = useState("");
	const { name } = conversation.customer;

	useEffect(() => {
		// Newer pages of what was said before are history, too.
		const isFresh = ({ seq, direction, at }: Message) =>
			seq > heard.current && direction === "in" && Date.parse(at) > openedAtMs - TOLERANCE_MS;
		const fresh = [...thread.items, ...thread.beyond].filter(isFresh);
		heard.current = Math.max(heard.current, lastSeq);
		const texts = fresh.map(({ content }) => ("text" in content ? content.text : "")).filter(Boolean);
		if (texts.length > 0)
			setWords(t("announce", { name: strangerWords(name), text: strangerWords(texts.join(" ")) }));
	}, [thread.items, thread.beyond, lastSeq, openedAtMs, name, t]);

	return (
		<p aria-live="polite" className="sr-only">
			{words}
		</p>
	);
}
