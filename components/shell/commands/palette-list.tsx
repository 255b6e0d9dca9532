"use client";

import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";
import { Kbd } from "@/components/ui/kbd";
import { MarkedText } from "@/components/ui/marked-text";
import { StrangerText } from "@/components/ui/stranger-text";
import type { Command } from "./command";
import type { FoundCommand } from "./match-commands";
import type { Section } from "./palette-sections";

interface PaletteListProps {
	listId: string;
	sections: Section[];
	chosenId: string | undefined;
	onPoint: (id: string) => void;
	onTake: (command: Command, inNewTab: boolean) => void;
}

/** What fits, group by group; the field above has the focus and its keys. */
export function PaletteList({ listId, sections, chosenId, onPoint, onTake }: PaletteListProps) {
	const t = useTranslations("commands");
	return (
		<div
			id={listId}
			role="listbox"
			aria-label={t("results")}
			tabIndex={-1}
			// The field keeps the focus, also of who scrolls with the mouse.
			onMouseDown={(event) => event.preventDefault()}
			className="min-h-0 flex-1 scroll-py-8 overflow-y-auto pb-2"
		>
			{sections.map(({ group, items }) => (
				// biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields.
				<div key={group} role="group" aria-labelledby={`${listId}-${group}`}>
					<div id={`${listId}-${group}`} className="px-4 pt-2.5 pb-1 text-11 text-fg-3">
						{t(`group.${group}`)}
					</div>
					{items.map((found) => (
						<Line
							key={found.command.id}
							found={found}
							id={`${listId}-${found.command.id}`}
							chosen={found.command.id === chosenId}
							onPoint={onPoint}
							onTake={onTake}
						/>
					))}
				</div>
			))}
			{sections.length === 0 && <p className="px-4 py-6 text-center text-fg-3">{t("none")}</p>}
		</div>
	);
}

interface LineProps extends Pick<PaletteListProps, "onPoint" | "onTake"> {
	found: FoundCommand;
	id: string;
	chosen: boolean;
}

function Line({ found: { command, ranges }, id, chosen, onPoint, onTake }: LineProps) {
	const { icon, title, hint, keys } = command;
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and its keys.
		// biome-ignore lint/a11y/useFocusableInteractive: likewise.
		<div
			id={id}
			ref={(element) => {
				if (chosen) element?.scrollIntoView({ block: "nearest" });
			}}
			role="option"
			aria-selected={chosen}
			onMouseMove={() => chosen || onPoint(command.id)}
			onClick={(event) => onTake(command, event.metaKey || event.ctrlKey)}
			className={classNames(
				"mx-1.5 flex h-[38px] min-w-0 cursor-pointer items-center gap-2.5 rounded-control px-2.5 max-sm:h-11",
				chosen && "bg-selected",
			)}
		>
			<span className="flex flex-none text-fg-2">{icon}</span>
			<span className="max-w-[75%] flex-none truncate text-14">
				<MarkedText text={title} ranges={ranges} />
			</span>
			{hint && (
				<span className="min-w-0 truncate text-12 text-fg-3">
					<StrangerText>{hint}</StrangerText>
				</span>
			)}
			{keys && (
				<span aria-hidden className="ml-auto flex flex-none gap-[3px] max-sm:hidden">
					{keys.map((key) => (
						<Kbd key={key}>{key}</Kbd>
					))}
				</span>
			)}
		</div>
	);
}
