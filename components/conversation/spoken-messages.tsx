"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { strangerWords } from "@/components/ui/hidden-characters";
import type { ConversationDetail } from "@/lib/conversations/schema";
import type { Thread } from "./merge-messages";

interface SpokenMessagesProps {
	conversation: Pick<ConversationDetail, "customer">;
	thread: Thread;
}

/** Reads out what the customer has just written; never history, never our own words. */
export function SpokenMessages({ conversation, thread }: SpokenMessagesProps) {
	const t = useTranslations("thread");
	const lastSeq = thread.items.at(-1)?.seq ?? 0;
	const heard = useRef(lastSeq);
	const [words, setWords] = useState("");
	const { name } = conversation.customer;

	useEffect(() => {
		const fresh = thread.items.filter(({ seq, direction }) => seq > heard.current && direction === "in");
		heard.current = lastSeq;
		const texts = fresh.map(({ content }) => ("text" in content ? content.text : "")).filter(Boolean);
		if (texts.length > 0)
			setWords(t("announce", { name: strangerWords(name), text: strangerWords(texts.join(" ")) }));
	}, [thread.items, lastSeq, name, t]);

	return (
		<p aria-live="polite" className="sr-only">
			{words}
		</p>
	);
}
