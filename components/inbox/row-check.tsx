"use client";

import { useTranslations } from "next-intl";
import { CheckFace } from "@/components/ui/check-face";
import { classNames } from "@/components/ui/class-names";
import { strangerWords } from "@/components/ui/hidden-characters";

interface RowCheckProps {
	name: string;
	checked: boolean;
	/** Some row is chosen: all show where to press. */
	shown: boolean;
	onSelect: (range: boolean) => void;
}

/** In the avatar's place: appears under the pointer, chooses the row. By keyboard the X key does the same. */
export function RowCheck({ name, checked, shown, onSelect }: RowCheckProps) {
	const t = useTranslations("bulk");
	return (
		<span
			className={classNames(
				"absolute top-2.5 left-3.5 flex size-9 items-center justify-center opacity-0 focus-within:opacity-100 group-hover/row:opacity-100 max-sm:top-3 max-sm:left-4 max-sm:size-11",
				shown && "opacity-100",
			)}
		>
			<CheckFace checked={checked} size={18} />
			<input
				type="checkbox"
				aria-label={t("select", { name: strangerWords(name) })}
				tabIndex={-1}
				checked={checked}
				// The keys stay with the list: in a field they would be letters.
				onMouseDown={(event) => event.preventDefault()}
				onClick={(event) => onSelect(event.shiftKey)}
				readOnly
				className="absolute inset-0 cursor-pointer opacity-0"
			/>
		</span>
	);
}
