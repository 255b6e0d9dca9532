"use client";

import { SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { strangerWords } from "@/components/ui/hidden-characters";
import { Kbd } from "@/components/ui/kbd";
import { type InboxChange, type InboxLocation, isNarrowed, NO_CONDITIONS } from "./inbox-url";
import type { Counts } from "./list-data";
import { useConditions } from "./use-conditions";

interface ListEmptyProps {
	here: InboxLocation;
	counts: Counts | undefined;
	onShow: (change: InboxChange) => void;
	onClaimNext: () => void;
}

/** A list with nothing in it: all answered, nothing found, or nobody has written yet. */
export function ListEmpty({ here, counts, onShow, onClaimNext }: ListEmptyProps) {
	const t = useTranslations("list");
	if (isNarrowed(here)) return <NoResult here={here} counts={counts} onShow={onShow} />;
	if (here.view !== "mine") return <EmptyState title={t("emptyTitle")} text={t("emptyText")} />;
	const waiting = counts?.counts.unassigned ?? 0;
	return (
		<EmptyState
			picture={<CaughtUpPicture />}
			title={t("caughtUpTitle")}
			text={waiting > 0 ? t("caughtUpWaiting", { count: waiting }) : t("caughtUpText")}
			actions={
				waiting > 0 && (
					<>
						<Button look="primary" onClick={onClaimNext}>
							{t("claimNext")}
							<span aria-hidden className="max-sm:hidden">
								<Kbd onAccent>C</Kbd>
							</span>
						</Button>
						<Button onClick={() => onShow({ ...NO_CONDITIONS, view: "unassigned" })}>
							{t("showUnassigned")}
						</Button>
					</>
				)
			}
		/>
	);
}

/** Names what the list is narrowed by, and offers to drop one of them or all. */
function NoResult({ here, counts, onShow }: Omit<ListEmptyProps, "onClaimNext">) {
	const t = useTranslations("list");
	const conditions = useConditions(here, counts);
	return (
		<EmptyState
			picture={<SearchX size={28} strokeWidth={1.6} aria-hidden className="text-fg-3" />}
			title={t("noResultTitle")}
			text={t("noResultText", { conditions: conditions.map(({ name }) => name).join(t("conditionAnd")) })}
			actions={
				<>
					{conditions.map(({ name, without }) => (
						<Button key={name} onClick={() => onShow(without)} className="max-w-full">
							<span className="min-w-0 truncate">
								{t("dropCondition", { condition: strangerWords(name) })}
							</span>
						</Button>
					))}
					<Button onClick={() => onShow(NO_CONDITIONS)}>{t("clearConditions")}</Button>
				</>
			}
		/>
	);
}

function CaughtUpPicture() {
	return (
		<svg viewBox="0 0 160 110" width="160" height="110" aria-hidden="true">
			<rect x="22" y="26" width="76" height="52" rx="12" fill="var(--accent-tint)" />
			<path d="M40 78v14l16-14" fill="var(--accent-tint)" />
			<rect
				x="66"
				y="14"
				width="76"
				height="52"
				rx="12"
				fill="var(--surface)"
				stroke="var(--accent-line)"
				strokeWidth="2"
			/>
			<path
				d="M124 66v14l-16-14"
				fill="var(--surface)"
				stroke="var(--accent-line)"
				strokeWidth="2"
				strokeLinejoin="round"
			/>
			<path d="M108 66h18" stroke="var(--surface)" strokeWidth="4" />
			<path
				d="M92 40l9 9 17-19"
				fill="none"
				stroke="var(--accent)"
				strokeWidth="4"
				strokeLinecap="round"
				strokeLinejoin="round"
			/>
		</svg>
	);
}
