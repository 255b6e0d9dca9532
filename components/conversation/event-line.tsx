"use client";

import { ArrowRightLeft, CircleCheck, LogIn, type LucideIcon, RotateCcw, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactElement, ReactNode } from "react";
import { strangerWords } from "@/components/ui/hidden-characters";
import { TimeText } from "@/components/ui/time-text";
import { Tooltip } from "@/components/ui/tooltip";
import type { EventContent } from "@/lib/conversations/event-schema";
import { entrySource, pageIn } from "./entry-source";
import type { EventGroup, EventMessage } from "./event-groups";

const ICON = {
	customer_entered: LogIn,
	mode_changed: ArrowRightLeft,
	assigned: UserRound,
	closed: CircleCheck,
	reopened: RotateCcw,
} satisfies Record<EventContent["event"], LucideIcon>;

/** Something that happened to the conversation, as one centred line. */
export function EventLine({ message }: { message: EventMessage }) {
	const { content, author, at } = message;
	const text = useEventText();
	return (
		<Centred icon={ICON[content.event]}>
			<EntryDetails content={content}>
				<span>{text(content, author.name)}</span>
			</EntryDetails>{" "}
			· <TimeText at={at} as="clock" />
		</Centred>
	);
}

interface TakenLineProps {
	changed: Extract<EventGroup, { kind: "taken" }>["message"];
	assigned: Extract<EventGroup, { kind: "taken" }>["by"];
}

/** The conversation went to people, and one of them has it: one line for both. */
export function TakenLine({ changed, assigned }: TakenLineProps) {
	const t = useTranslations("event");
	const tMode = useTranslations("mode.chip");
	const { from, to, ruleName } = changed.content;
	const values = { ...rich, name: assigned.content.to ?? "", from: tMode(from), to: tMode(to) };
	const [byRule, plain] = assigned.content.auto
		? (["givenByRule", "given"] as const)
		: (["takenByRule", "taken"] as const);
	return (
		<Centred icon={ICON.mode_changed} title={ruleName ?? undefined}>
			{t.rich(ruleName ? byRule : plain, values)} · <TimeText at={assigned.at} as="clock" />
		</Centred>
	);
}

/** Many of a kind in a row, as one line that can be opened. */
export function FoldedLine({ messages, onUnfold }: { messages: EventMessage[]; onUnfold: () => void }) {
	const t = useTranslations("event");
	const [first, last] = [messages[0], messages.at(-1)];
	if (!first || !last) return null;
	return (
		<Centred icon={ICON[first.type]}>
			<button
				type="button"
				data-line
				onClick={onUnfold}
				aria-expanded={false}
				className="rounded-chip underline decoration-dotted underline-offset-2 hover:text-fg-2"
			>
				{t(`folded.${first.type}`, { count: messages.length })} · <TimeText at={first.at} as="clock" />–
				<TimeText at={last.at} as="clock" />
			</button>
		</Centred>
	);
}

interface CentredProps {
	icon: LucideIcon;
	title?: string | undefined;
	children: ReactNode;
}

function Centred({ icon: Icon, title, children }: CentredProps) {
	return (
		<div
			role="note"
			title={title}
			className="my-1.5 flex items-start justify-center gap-1.5 text-center text-12 text-fg-3 [&_b]:font-medium [&_b]:text-fg-2"
		>
			<Icon size={13} strokeWidth={1.75} aria-hidden className="mt-[2.5px]" />
			<span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
		</div>
	);
}

/** Of a customer's coming: the whole of what the Mini Program said about it, for who points at it or walks to it. */
function EntryDetails({ content, children }: { content: EventContent; children: ReactElement }) {
	const t = useTranslations("event");
	if (content.event !== "customer_entered" || content.sessionFrom === "") return children;
	const page = pageIn(content.sessionFrom);
	const details = t("sessionFrom", { text: strangerWords(content.sessionFrom) });
	return (
		<Tooltip text={page === null ? details : `${t("page", { page })} · ${details}`}>
			<span data-line tabIndex={-1} className="rounded-chip">
				{children}
			</span>
		</Tooltip>
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

	function assigned(
		{ to, self, from, auto, sticky }: Extract<EventContent, { event: "assigned" }>,
		actor: string | null,
	): ReactNode {
		if (auto && to !== null) return t.rich(sticky ? "autoSticky" : "auto", { ...rich, name: to });
		if (self && to !== null && from) return t.rich("tookFrom", { ...rich, name: to, from });
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
					: t.rich("enteredFrom", { ...rich, source: strangerWords(entrySource(content.sessionFrom)) });
			case "mode_changed":
				return modeChanged(content, actor);
			case "assigned":
				return assigned(content, actor);
			case "closed":
				return actor ? t("closedBy", { name: actor }) : t("closed");
			case "reopened":
				return reopened(content.byCustomer, actor);
		}
	};
}
