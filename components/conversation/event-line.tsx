"use client";

import { ArrowRightLeft, CircleCheck, LogIn, type LucideIcon, RotateCcw, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { strangerWords } from "@/components/ui/hidden-characters";
import { TimeText } from "@/components/ui/time-text";
import type { EventContent } from "@/lib/conversations/schema";

interface EventLineProps {
	content: EventContent;
	/** Who did it; null when nobody in this console did. */
	actor: string | null;
	at: string;
	seq: number;
}

const ICON = {
	customer_entered: LogIn,
	mode_changed: ArrowRightLeft,
	assigned: UserRound,
	closed: CircleCheck,
	reopened: RotateCcw,
} satisfies Record<EventContent["event"], LucideIcon>;

/** Something that happened to the conversation, as one centred line. */
export function EventLine({ content, actor, at, seq }: EventLineProps) {
	const Icon = ICON[content.event];
	const text = useEventText();
	return (
		<div
			role="note"
			data-seq={seq}
			className="my-1.5 flex items-start justify-center gap-1.5 text-center text-12 text-fg-3 [&_b]:font-medium [&_b]:text-fg-2"
		>
			<Icon size={13} strokeWidth={2} aria-hidden className="mt-[2.5px]" />
			<span className="min-w-0 [overflow-wrap:anywhere]">
				{text(content, actor)} · <TimeText at={at} as="clock" />
			</span>
		</div>
	);
}

const rich = { b: (text: ReactNode) => <b>{text}</b> };

function useEventText(): (content: EventContent, actor: string | null) => ReactNode {
	const t = useTranslations("event");
	const tMessage = useTranslations("message");
	const tMode = useTranslations("mode.chip");

	function modeChanged(
		{ from, to, ruleName, reason }: Extract<EventContent, { event: "mode_changed" }>,
		actor: string | null,
	): ReactNode {
		const change = { ...rich, from: tMode(from), to: tMode(to) };
		if (reason === "pushes_resumed") return t.rich("pushesResumed", change);
		if (reason === "transfer_lapsed") return t.rich("transferLapsed", change);
		if (ruleName) return t.rich("modeByRule", { ...change, rule: tMessage("rule", { name: ruleName }) });
		return actor ? t.rich("modeBy", { ...change, name: actor }) : t.rich("mode", change);
	}

	function assigned(to: string | null, self: boolean, actor: string | null): ReactNode {
		if (to === null) return actor ? t("unassignedBy", { name: actor }) : t("unassigned");
		if (self) return t.rich("claimed", { ...rich, name: to });
		return actor ? t.rich("assignedBy", { ...rich, name: actor, to }) : t.rich("assigned", { ...rich, to });
	}

	function reopened(byCustomer: boolean, actor: string | null): ReactNode {
		if (byCustomer) return t("reopenedByCustomer");
		return actor ? t("reopenedBy", { name: actor }) : t("reopened");
	}

	return (content, actor) => {
		switch (content.event) {
			case "customer_entered":
				return content.sessionFrom === ""
					? t("entered")
					: t.rich("enteredFrom", { ...rich, source: strangerWords(content.sessionFrom) });
			case "mode_changed":
				return modeChanged(content, actor);
			case "assigned":
				return assigned(content.to, content.self, actor);
			case "closed":
				return actor ? t("closedBy", { name: actor }) : t("closed");
			case "reopened":
				return reopened(content.byCustomer, actor);
		}
	};
}
