"use client";

import { BellRing, Check, ListFilter } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { ChannelGlyph } from "@/components/conversation/channel-glyph";
import { classNames } from "@/components/ui/class-names";
import { Popover } from "@/components/ui/popover";
import { ChannelTrouble } from "./channel-trouble";
import type { InboxChange, InboxLocation } from "./inbox-url";
import type { Counts } from "./list-data";
import { SavedFilters } from "./saved-filters";
import { SORT_ORDER } from "./sort-menu";
import { useTags } from "./tag-data";

interface FilterPopoverProps {
	here: InboxLocation;
	counts: Counts | undefined;
	/** On phones the order is chosen here, too. */
	withSort?: boolean;
	onShow: (change: InboxChange) => void;
}

/** Narrows the list to one channel and one tag, and keeps the result under a name; a search to one channel. */
export function FilterPopover({ here, counts, withSort = false, onShow }: FilterPopoverProps) {
	const t = useTranslations();
	const [open, setOpen] = useState(false);
	const searching = here.q !== "";
	const active = here.channel !== null || ((here.tag !== null || here.later) && !searching);
	return (
		<Popover
			label={t("list.filter")}
			open={open}
			onOpenChange={setOpen}
			side="bottom"
			align="end"
			className="w-[272px] max-w-[calc(100vw-16px)]"
			trigger={
				<button
					type="button"
					aria-label={t("list.filter")}
					className={classNames(
						"inline-flex size-8 flex-none items-center justify-center rounded-control border border-line-2 text-fg-2 hover:bg-hover max-sm:size-11 max-sm:border-transparent",
						active && "border-accent-line bg-accent-tint text-accent-fg max-sm:border-accent-line",
					)}
				>
					<ListFilter size={16} strokeWidth={1.75} aria-hidden className="max-sm:size-[22px]" />
				</button>
			}
		>
			<div className="min-h-0 flex-1 overflow-y-auto p-1.5">
				{withSort && !searching && (
					<Group title={t("list.sort.label")}>
						{SORT_ORDER.map((sort) => (
							<Option key={sort} on={here.sort === sort} onPress={() => onShow({ sort })}>
								{t(`list.sort.name.${sort}`)}
							</Option>
						))}
					</Group>
				)}
				<Group title={t("views.channels")}>
					{counts?.channels.map(({ id, kind, name, count }) => (
						<Option
							key={id}
							icon={<ChannelGlyph kind={kind} size={16} />}
							on={here.channel === id}
							count={count}
							onPress={() => onShow({ channel: here.channel === id ? null : id, q: here.q, kind: here.kind })}
						>
							{name} <ChannelTrouble channelId={id} />
						</Option>
					))}
				</Group>
				{!searching && ((counts?.later ?? 0) > 0 || here.later) && (
					<Group title={t("list.putAway")}>
						<Option
							icon={<BellRing size={16} strokeWidth={1.75} aria-hidden />}
							on={here.later}
							count={counts?.later}
							onPress={() => onShow(here.later ? { later: false } : { view: "mine", later: true })}
						>
							{t("list.later")}
						</Option>
					</Group>
				)}
				{!searching && <TagGroup here={here} onShow={onShow} />}
				<SavedFilters
					here={here}
					onShow={(list) => {
						onShow(list);
						setOpen(false);
					}}
				/>
			</div>
		</Popover>
	);
}

/** Asked for anew each time it is opened: its numbers come with nothing else. */
function TagGroup({ here, onShow }: Pick<FilterPopoverProps, "here" | "onShow">) {
	const t = useTranslations("customer");
	const tags = useTags();
	if (!tags || tags.length === 0) return null;
	return (
		<Group title={t("tags")}>
			{tags.map(({ id, name, count }) => (
				<Option
					key={id}
					on={here.tag === name}
					count={count}
					onPress={() => onShow({ tag: here.tag === name ? null : name })}
				>
					{name}
				</Option>
			))}
		</Group>
	);
}

function Group({ title, children }: { title: string; children: ReactNode }) {
	return (
		<fieldset className="mb-1 min-w-0">
			<legend className="px-2 pt-1.5 pb-1 text-11 text-fg-3">{title}</legend>
			{children}
		</fieldset>
	);
}

interface OptionProps {
	icon?: ReactNode;
	on: boolean;
	count?: number;
	onPress: () => void;
	children: ReactNode;
}

function Option({ icon, on, count, onPress, children }: OptionProps) {
	return (
		<button
			type="button"
			aria-pressed={on}
			onClick={onPress}
			className={classNames(
				"flex min-h-8 w-full items-center gap-2 rounded-control px-2 text-left text-13 hover:bg-hover max-sm:min-h-11",
				on && "bg-selected font-semibold hover:bg-selected",
			)}
		>
			{icon && <span className="flex-none text-fg-2">{icon}</span>}
			<span className="min-w-0 flex-1 truncate">{children}</span>
			<span className="text-12 font-normal text-fg-3">{count}</span>
			<span className="flex w-4 flex-none justify-center text-accent-fg">
				{on && <Check size={14} strokeWidth={2} aria-hidden />}
			</span>
		</button>
	);
}
