"use client";

import { useTranslations } from "next-intl";
import { strangerWords } from "@/components/ui/hidden-characters";
import type { Company } from "./company";

/** "王琳、周子墨和另外 2 人正在查看". */
export function useCompanyText(): (company: Company) => string {
	const t = useTranslations("team");
	return ({ doing, named, more }) => {
		const names = named.map(({ name }) => strangerWords(name)).join(t("and"));
		return t(`doing.${doing}`, { who: more > 0 ? t("whoAndMore", { names, more }) : names });
	};
}
