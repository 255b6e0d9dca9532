"use client";

import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import type { KeyboardEvent, ReactNode } from "react";
import { keyHintOf } from "@/components/shell/shortcut-table";
import { classNames } from "@/components/ui/class-names";
import { Tooltip } from "@/components/ui/tooltip";

/** What is being written: words for the customer, or for colleagues alone. */
export type WriteTab = "reply" | "note";

interface WriteTabsProps {
	tab: WriteTab;
	/** Something is begun in the other. */
	begun: boolean;
	onTab: (tab: WriteTab) => void;
	/** At the end of the line. */
	children?: ReactNode;
}

const TABS: readonly WriteTab[] = ["reply", "note"];

/** Reply to the customer, or note for colleagues. */
export function WriteTabs({ tab, begun, onTab, children }: WriteTabsProps) {
	const t = useTranslations("composer");

	function onKeyDown(event: KeyboardEvent<HTMLElement>) {
		if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
		event.preventDefault();
		onTab(tab === "reply" ? "note" : "reply");
	}

	return (
		<div
			className={classNames(
				"flex min-w-0 items-center gap-2 px-2 pt-1.5 max-sm:-order-4 max-sm:basis-full max-sm:px-0 max-sm:pt-0",
				tab === "reply" && "max-sm:hidden",
			)}
		>
			<div
				role="tablist"
				aria-label={t("writeWhat")}
				onKeyDown={onKeyDown}
				className="flex flex-none gap-0.5"
			>
				{TABS.map((name) => {
					const chosen = name === tab;
					return (
						<Tooltip key={name} text={t(name === "note" ? "note.tab" : "replyTab")} keyHint={keyHintOf(name)}>
							<button
								type="button"
								role="tab"
								aria-selected={chosen}
								tabIndex={chosen ? 0 : -1}
								onClick={() => onTab(name)}
								className={classNames(
									"inline-flex h-6 items-center gap-1 rounded-[5px] px-2 text-12 font-medium max-sm:h-11",
									chosen ? CHOSEN[name] : OTHER[tab],
								)}
							>
								{name === "note" && <Lock size={12} strokeWidth={2} aria-hidden />}
								{t(name === "note" ? "note.tab" : "replyTab")}
								{!chosen && begun && (
									<span className="size-1.5 rounded-full bg-current">
										<span className="sr-only">{t("begun")}</span>
									</span>
								)}
							</button>
						</Tooltip>
					);
				})}
			</div>
			<div className="ml-auto min-w-0">{children}</div>
		</div>
	);
}

const CHOSEN: Record<WriteTab, string> = {
	reply: "bg-hover text-fg",
	note: "bg-[color-mix(in_srgb,var(--note-line)_55%,transparent)] text-note-fg",
};
/** The tab that is not chosen, on the ground of the one that is. */
const OTHER: Record<WriteTab, string> = {
	reply: "text-fg-3 hover:bg-hover hover:text-fg",
	note: "text-note-fg hover:bg-[color-mix(in_srgb,var(--note-line)_30%,transparent)]",
};
