"use client";

import { Folder, History, LayoutGrid, type LucideIcon, Pencil, Shapes } from "lucide-react";
import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";
import type { CardItem } from "@/lib/channels/card-schema";
import { chooseCards, groupsOf, type Shelf } from "./card-choice";
import type { CardShown } from "./field-cards";

interface CardShelvesProps {
	cards: readonly CardItem[];
	type: CardShown["type"];
	shelf: Shelf;
	onShelf: (shelf: Shelf) => void;
}

/** Where to look: what was used last, everything, the groups, or a card written by hand. */
export function CardShelves({ cards, type, shelf, onShelf }: CardShelvesProps) {
	const t = useTranslations("composer.cards");
	const all = chooseCards(cards, type, { kind: "all" }, "");
	const recent = chooseCards(cards, type, { kind: "recent" }, "").length;
	const item = (name: string, icon: LucideIcon, target: Shelf, count?: number) => (
		<ShelfButton
			name={name}
			icon={icon}
			count={count}
			chosen={same(shelf, target)}
			onClick={() => onShelf(target)}
		/>
	);
	return (
		<nav
			aria-label={t("shelves")}
			className="flex flex-col gap-px overflow-y-auto border-line p-2 sm:border-r sm:py-3 max-sm:flex-none max-sm:flex-row max-sm:overflow-x-auto max-sm:border-b"
		>
			{recent > 0 && item(t("recent"), History, { kind: "recent" }, recent)}
			{item(t("all"), LayoutGrid, { kind: "all" }, all.length)}
			{groupsOf(all).map(({ group, count }) => (
				<ShelfButton
					key={group}
					name={group || t("noGroup")}
					icon={group ? Folder : Shapes}
					count={count}
					chosen={same(shelf, { kind: "group", group })}
					onClick={() => onShelf({ kind: "group", group })}
				/>
			))}
			<span className="h-3 flex-none max-sm:hidden" />
			{item(t(type === "link" ? "customLink" : "custom"), Pencil, { kind: "custom" })}
		</nav>
	);
}

interface ShelfButtonProps {
	name: string;
	icon: LucideIcon;
	count?: number;
	chosen: boolean;
	onClick: () => void;
}

function ShelfButton({ name, icon: Icon, count, chosen, onClick }: ShelfButtonProps) {
	return (
		<button
			type="button"
			aria-current={chosen || undefined}
			onClick={onClick}
			className={classNames(
				"flex h-7 flex-none items-center gap-2 rounded-control px-2 text-left whitespace-nowrap hover:bg-hover max-sm:h-11",
				chosen && "bg-selected font-semibold hover:bg-selected",
			)}
		>
			<Icon size={16} strokeWidth={1.75} aria-hidden className="text-fg-2" />
			<span className="min-w-0 flex-1 truncate">{name}</span>
			{count !== undefined && <span className="text-12 font-normal text-fg-3">{count}</span>}
		</button>
	);
}

const same = (a: Shelf, b: Shelf): boolean =>
	a.kind === b.kind && (a.kind !== "group" || b.kind !== "group" || a.group === b.group);
