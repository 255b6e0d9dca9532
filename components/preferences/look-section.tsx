"use client";

import { useTranslations } from "next-intl";
import { currentContrast, currentTheme } from "@/components/account/look";
import { useChangePreferences, usePreferences } from "@/components/account/preferences";
import { CONTRASTS, THEMES } from "@/components/account/theme";
import { Segments } from "@/components/ui/segments";
import { Field } from "./field";

/** The dialog is only ever drawn in a browser: what was never chosen is as this page is drawn. */
export function LookSection() {
	const t = useTranslations();
	const { theme, contrast } = usePreferences();
	const change = useChangePreferences();
	return (
		<>
			<Field
				title={t("account.theme")}
				text={t("preferences.look.themeText")}
				control={
					<Segments
						label={t("account.theme")}
						value={theme ?? currentTheme()}
						options={THEMES.map((value) => ({ value, label: t(`account.themes.${value}`) }))}
						onChange={(next) => void change({ theme: next })}
					/>
				}
			/>
			<Field
				title={t("preferences.look.contrast")}
				text={t("preferences.look.contrastText")}
				control={
					<Segments
						label={t("preferences.look.contrast")}
						value={contrast ?? currentContrast()}
						options={CONTRASTS.map((value) => ({
							value,
							label: t(`preferences.look.contrasts.${value}`),
						}))}
						onChange={(next) => void change({ contrast: next })}
					/>
				}
			/>
		</>
	);
}
