"use client";

import { useTranslations } from "next-intl";
import type { Blank } from "./blanks";

/** What is still to be filled in before the text can leave; a click selects it. */
export function BlankChips({
	blanks,
	onChosen,
}: {
	blanks: readonly Blank[];
	onChosen: (blank: Blank) => void;
}) {
	const t = useTranslations("composer.quick");
	if (blanks.length === 0) return null;
	return (
		<ul
			aria-label={t("blanks")}
			className="flex flex-wrap items-center gap-1 px-3 pt-2 max-sm:-order-3 max-sm:basis-full max-sm:px-1 max-sm:pt-0"
		>
			{blanks.map((blank) => (
				<li key={blank.from}>
					<button
						type="button"
						aria-label={t("fill", { name: blank.name })}
						onClick={() => onChosen(blank)}
						className="h-6 rounded-[5px] border border-warn-line bg-warn-tint px-1.5 text-12 text-warn-fg hover:border-warn max-sm:h-11 max-sm:px-3"
					>
						{blank.name}
					</button>
				</li>
			))}
		</ul>
	);
}
