"use client";

import { Check, Inbox } from "lucide-react";
import { useTranslations } from "next-intl";
import { Avatar, AvatarFrame } from "@/components/ui/avatar";
import { classNames } from "@/components/ui/class-names";
import { Kbd } from "@/components/ui/kbd";
import type { Colleague } from "@/lib/conversations/team-schema";
import { type AssignOption, idOfOption } from "./assign-options";
import { PresenceDot } from "./presence-dot";

interface AssignListProps {
	id: string;
	options: readonly AssignOption[];
	/** The one that Enter takes. */
	index: number;
	/** Who has it. */
	assigneeId: string | null;
	/** Chosen for a hand-over whose note is being written. */
	chosen: AssignOption | null;
	/** Key that gives it to oneself. */
	keyHint?: string;
	onPoint: (index: number) => void;
	onTake: (option: AssignOption) => void;
}

export const optionId = (listId: string, index: number): string => `${listId}-${index}`;

/** Colleagues with what matters for giving them something: whether they are there, and how much they have. */
export function AssignList(props: AssignListProps) {
	const { id, options, index, assigneeId, chosen, keyHint, onPoint, onTake } = props;
	const t = useTranslations("team.assign");
	if (options.length === 0) return <p className="px-3 py-4 text-center text-12 text-fg-3">{t("nobody")}</p>;
	return (
		<div
			id={id}
			role="listbox"
			aria-label={t("label")}
			tabIndex={-1}
			// The search field keeps the focus, also of who scrolls with the mouse.
			onMouseDown={(event) => event.preventDefault()}
			className="max-h-[min(280px,40dvh)] min-h-0 overflow-y-auto py-1 outline-none"
		>
			{options.map((option, at) => (
				// biome-ignore lint/a11y/useKeyWithClickEvents: the search field has the focus and its keys.
				// biome-ignore lint/a11y/useFocusableInteractive: likewise.
				<div
					key={idOfOption(option)}
					id={optionId(id, at)}
					ref={(element) => {
						if (at === index) element?.scrollIntoView({ block: "nearest" });
					}}
					role="option"
					aria-selected={chosen ? isSame(chosen, option) : at === index}
					onMouseMove={() => onPoint(at)}
					onClick={() => onTake(option)}
					className={classNames(
						"mx-1 flex min-h-8 cursor-pointer items-center gap-2.5 rounded-control px-2 py-1 text-13 max-sm:min-h-11",
						at === index && "bg-selected",
						chosen && isSame(chosen, option) && "bg-selected font-semibold",
					)}
				>
					<Face option={option} />
					<span className="min-w-0 flex-1 truncate">
						{option.kind === "me" && t("toMe")}
						{option.kind === "colleague" && option.to.name}
						{option.kind === "queue" && t("toQueue")}
					</span>
					{option.kind !== "queue" && option.colleague && <Load colleague={option.colleague} />}
					{option.kind === "me" && keyHint && (
						<span aria-hidden className="max-sm:hidden">
							<Kbd>{keyHint}</Kbd>
						</span>
					)}
					{option.to !== null && option.to.id === assigneeId && (
						<>
							<Check size={14} strokeWidth={2} aria-hidden />
							<span className="sr-only">{t("hasIt")}</span>
						</>
					)}
				</div>
			))}
		</div>
	);
}

const isSame = (one: AssignOption, other: AssignOption): boolean => idOfOption(one) === idOfOption(other);

function Face({ option }: { option: AssignOption }) {
	if (option.kind === "queue")
		return (
			<AvatarFrame size={20} shape="round" className="border border-dashed border-control text-fg-3">
				<Inbox size={11} strokeWidth={1.9} />
			</AvatarFrame>
		);
	return (
		<span className="relative flex">
			<Avatar name={option.to.name} seed={option.to.name} size={20} shape="round" />
			{option.colleague && (
				<span className="absolute -right-0.5 -bottom-0.5 flex rounded-full bg-raised p-px">
					<PresenceDot presence={option.colleague.presence} />
				</span>
			)}
		</span>
	);
}

/** "离开 3 / 8"; amber when there is no room. */
function Load({ colleague: { presence, load, capacity } }: { colleague: Colleague }) {
	const t = useTranslations("team");
	const full = capacity > 0 && load >= capacity;
	return (
		<span className={classNames("flex-none text-12", full ? "text-warn-fg" : "text-fg-3")}>
			<span className={presence === "online" ? "sr-only" : "mr-1.5"}>{t(`presence.${presence}`)}</span>
			<span aria-hidden>{capacity > 0 ? `${load} / ${capacity}` : load}</span>
			<span className="sr-only">{t("assign.load", { load, capacity })}</span>
		</span>
	);
}
