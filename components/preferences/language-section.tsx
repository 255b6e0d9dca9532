"use client";

import { useLocale, useTranslations } from "next-intl";
import { useChangePreferences } from "@/components/account/preferences";
import { Segments } from "@/components/ui/segments";
import { Field } from "./field";

export function LanguageSection() {
	const t = useTranslations();
	const locale = useLocale();
	const change = useChangePreferences();
	return (
		<Field
			title={t("account.language")}
			text={t("preferences.languageText")}
			control={
				<Segments
					label={t("account.language")}
					value={locale}
					options={(["zh-CN", "en"] as const).map((value) => ({ value, label: t(`locales.${value}`) }))}
					onChange={(language) => void change({ language })}
				/>
			}
		/>
	);
}
