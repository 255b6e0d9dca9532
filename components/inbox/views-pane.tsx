"use client";

import { PanelLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { MentionsEntry } from "@/components/alerts/mentions-entry";
import { ChannelGlyph } from "@/components/conversation/channel-glyph";
import { PaletteButton } from "@/components/shell/commands/palette-button";
import { keyHintOf } from "@/components/shell/shortcut-table";
import { PresenceCard } from "@/components/team/presence-card";
import { classNames } from "@/components/ui/class-names";
import { IconButton } from "@/components/ui/icon-button";
import { VIEWS } from "@/lib/conversations/names";
import { ChannelTrouble } from "./channel-trouble";
import type { InboxLocation, ListQuery } from "./inbox-url";
import type { Counts } from "./list-data";
import { SavedFilters } from "./saved-filters";
import { countOf, VIEW_ICON } from "./view-look";

interface ViewsPaneProps {
	here: InboxLocation;
	counts: Counts | undefined;
	urlOf: (change: Partial<InboxLocation>) => string;
	onShow: (change: Partial<ListQuery>) => void;
	/** Puts the column away. */
	onFold: () => void;
}

/** The views and channels with their numbers, as a column of its own on wide screens. */
export function ViewsPane({ here, counts, urlOf, onShow, onFold }: ViewsPaneProps) {
	const t = useTranslations("views");
	const tApp = useTranslations("app");
	return (
		<div className="hidden min-h-0 min-w-0 flex-col bg-canvas py-2.5 pr-2 pl-1 xl:flex">
			<nav aria-label={t("label")} className="flex min-h-0 flex-1 flex-col overflow-y-auto">
				<div className="flex h-8 flex-none items-center pl-2">
					<p className="min-w-0 flex-1 truncate text-14 font-semibold">{tApp("name")}</p>
					<IconButton
						label={t("fold")}
						keyHint={keyHintOf("viewsPane")}
						onClick={onFold}
						className="sm:size-6!"
						icon={<PanelLeft size={16} strokeWidth={1.75} aria-hidden />}
					/>
				</div>
				<PaletteButton />
				<Heading>{t("conversations")}</Heading>
				{VIEWS.map((view) => {
					const Icon = VIEW_ICON[view];
					const count = countOf(view, counts?.counts);
					return (
						<ViewLink
							key={view}
							href={urlOf({ view, q: "" })}
							current={here.view === view}
							icon={<Icon size={16} strokeWidth={1.75} aria-hidden />}
							name={t(`name.${view}`)}
							count={count}
							urgent={view === "unassigned" && count !== undefined && count > 0}
							onChoose={() => onShow({ view })}
						/>
					);
				})}
				<MentionsEntry />
				{counts && counts.channels.length > 0 && <Heading>{t("channels")}</Heading>}
				{counts?.channels.map((channel) => {
					const current = here.channel === channel.id;
					const next = current ? null : channel.id;
					return (
						<ViewLink
							key={channel.id}
							href={urlOf({ channel: next, q: "" })}
							current={current}
							icon={<ChannelGlyph kind={channel.kind} size={16} />}
							name={channel.name}
							trouble={<ChannelTrouble channelId={channel.id} />}
							count={channel.count}
							onChoose={() => onShow({ channel: next })}
						/>
					);
				})}
				<SavedFilters here={here} onShow={onShow} />
			</nav>
			<div className="mt-2 flex-none rounded-menu border border-line bg-surface p-2.5 empty:hidden">
				<PresenceCard />
			</div>
		</div>
	);
}

function Heading({ children }: { children: ReactNode }) {
	return <h2 className="px-2 pt-3.5 pb-1 text-11 text-fg-3">{children}</h2>;
}

interface ViewLinkProps {
	href: string;
	current: boolean;
	icon: ReactNode;
	name: string;
	count: number | undefined;
	/** Somebody is waiting there. */
	urgent?: boolean;
	trouble?: ReactNode;
	onChoose: () => void;
}

function ViewLink({ href, current, icon, name, count, urgent = false, trouble, onChoose }: ViewLinkProps) {
	return (
		<a
			href={href}
			aria-current={current ? "page" : undefined}
			onClick={(event) => {
				if (event.metaKey || event.ctrlKey || event.shiftKey) return;
				event.preventDefault();
				onChoose();
			}}
			className={classNames(
				"flex h-[30px] flex-none items-center gap-2 rounded-control px-2 text-13 text-fg-2 hover:bg-press",
				current && "bg-surface font-semibold text-fg shadow-[0_0_0_1px_var(--line)] hover:bg-surface",
			)}
		>
			{icon}
			<span className="min-w-0 flex-1 truncate">{name}</span>
			{trouble}
			{count !== undefined && (
				<span
					className={classNames(
						"text-12 font-normal text-fg-3",
						urgent && "font-semibold text-warn-fg",
						current && "text-fg font-semibold",
					)}
				>
					{count}
				</span>
			)}
		</a>
	);
}
