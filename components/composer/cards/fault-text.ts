"use client";

import { useTranslations } from "next-intl";
import type { CardFault } from "./card-draft";

/** Says what keeps a card from being sent, as the next thing to do. */
export function useFaultText(): (fault: CardFault) => string {
	const t = useTranslations("composer.cards");
	const fieldName = (field: string): string => (t.has(field as "title") ? t(field as "title") : t("title")); // one of the fields, or none: `has` knows
	return (fault) => {
		if (fault.kind === "missing") return t("fault.missing", { name: fault.name });
		if (fault.kind === "too_long")
			return t("fault.tooLong", {
				field: fieldName(fault.field),
				over: fault.used - fault.max,
				max: fault.max,
			});
		if (fault.kind === "invalid") return t("fault.invalid", { field: fieldName(fault.field) });
		return t(fault.kind === "no_cover" ? "fault.noCover" : "fault.coverFailed");
	};
}
