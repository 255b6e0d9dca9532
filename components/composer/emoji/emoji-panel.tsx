"use client";

import { EmojiPicker, type EmojiPickerListComponents } from "frimousse";
import { useLocale, useTranslations } from "next-intl";
import { type AriaAttributes, useEffect, useRef, useState } from "react";
import { browserStorage } from "@/components/ui/browser-storage";
import { isComposingKey } from "@/components/ui/composition";
import { recentIds } from "@/components/ui/recent-ids";
import { Skeleton } from "@/components/ui/skeleton";

const COLUMNS = 9;
const RECENT_MAX = 2 * COLUMNS;
const CELL =
	"flex size-8 items-center justify-center rounded-control text-[19px]/none outline-offset-[-2px] hover:bg-hover data-[active]:bg-selected max-sm:size-9";

/** All emoji, found by their names in the reader's language. The arrows walk, Enter takes one. */
export default function EmojiPanel({ onChosen }: { onChosen: (emoji: string) => void }) {
	const t = useTranslations("composer.emoji");
	const locale = useLocale() === "en" ? "en" : "zh";
	const [used] = useState(() => recentIds(browserStorage("localStorage"), "kefu-emoji", RECENT_MAX));
	const [recent] = useState(used.read);
	const panel = useComposingGuard();
	const choose = (emoji: string) => {
		used.use(emoji);
		onChosen(emoji);
	};
	return (
		<div ref={panel} className="flex min-h-0 flex-col">
			<EmojiPicker.Root
				locale={locale}
				columns={COLUMNS}
				emojibaseUrl="/emoji"
				onEmojiSelect={({ emoji }) => choose(emoji)}
				className="isolate flex min-h-0 flex-col"
			>
				<EmojiPicker.Search
					autoFocus
					aria-label={t("search")}
					placeholder={t("search")}
					className="m-2 h-8 flex-none rounded-control border border-control bg-surface px-2.5 outline-none placeholder:text-fg-3 focus:border-accent focus:shadow-[0_0_0_3px_var(--accent-tint)] max-sm:h-11 max-sm:text-16"
				/>
				{recent.length > 0 && (
					<div className="flex-none px-2 pb-1">
						<p aria-hidden className="px-1 pb-0.5 text-11 text-fg-3">
							{t("recent")}
						</p>
						<ul aria-label={t("recent")} className="flex flex-wrap">
							{recent.map((emoji) => (
								<li key={emoji}>
									<button type="button" onClick={() => choose(emoji)} className={CELL}>
										{emoji}
									</button>
								</li>
							))}
						</ul>
					</div>
				)}
				<EmojiPicker.Viewport
					aria-label={t("all")}
					className="relative h-56 min-h-20 flex-auto overflow-y-auto outline-none"
				>
					<EmojiPicker.Loading className="block p-3">
						<span className="sr-only">{t("loading")}</span>
						<Skeleton className="h-40 w-full" />
					</EmojiPicker.Loading>
					<EmojiPicker.Empty className="flex h-full items-center justify-center text-12 text-fg-3">
						{t("none")}
					</EmojiPicker.Empty>
					<EmojiPicker.List components={PARTS} className="pb-2 select-none" />
				</EmojiPicker.Viewport>
				<p
					aria-live="polite"
					className="flex h-9 flex-none items-center gap-2 border-t border-line px-3 text-12 text-fg-2"
				>
					<EmojiPicker.ActiveEmoji>
						{({ emoji }) =>
							emoji ? (
								<>
									<span aria-hidden className="text-[17px]/none">
										{emoji.emoji}
									</span>
									<span className="truncate">{emoji.label}</span>
								</>
							) : (
								<span className="text-fg-3">{t("hint")}</span>
							)
						}
					</EmojiPicker.ActiveEmoji>
				</p>
			</EmojiPicker.Root>
		</div>
	);
}

const PARTS: EmojiPickerListComponents = {
	CategoryHeader: ({ category, ...props }) => (
		<div {...props} className="bg-raised px-3 py-1 text-11 text-fg-3">
			{category.label}
		</div>
	),
	Row: ({ children, ...props }) => (
		<div {...countedFromOne(props)} className="scroll-my-1 px-2">
			{children}
		</div>
	),
	Emoji: ({ emoji, ...props }) => (
		<button
			{...countedFromOne(props)}
			type="button"
			data-active={emoji.isActive || undefined}
			className={CELL}
		>
			{emoji.emoji}
		</button>
	),
};

/** Rows and columns as screen readers count them; the picker begins at 0. */
function countedFromOne<Props extends AriaAttributes>(props: Props): Props {
	const { "aria-rowindex": row, "aria-colindex": column } = props;
	return {
		...props,
		"aria-rowindex": row === undefined ? undefined : row + 1,
		"aria-colindex": column === undefined ? undefined : column + 1,
	};
}

/** The picker listens to the whole page and knows nothing of input methods: their keys do not get so far. */
function useComposingGuard() {
	const panel = useRef<HTMLDivElement>(null);
	useEffect(() => {
		const element = panel.current;
		const guard = (event: KeyboardEvent) => {
			if (isComposingKey(event)) event.stopPropagation();
		};
		element?.addEventListener("keydown", guard);
		return () => element?.removeEventListener("keydown", guard);
	}, []);
	return panel;
}
