"use client";

import { useTranslations } from "next-intl";
import { useChangePreferences, usePreferences } from "@/components/account/preferences";
import { Segments } from "@/components/ui/segments";
import { Field } from "./field";
import { SwitchLine } from "./switch-line";

export function KeyboardSection() {
	const t = useTranslations("preferences.keyboard");
	const { sendKey, singleKeys } = usePreferences();
	const change = useChangePreferences();
	return (
		<>
			<Field
				title={t("sendKey")}
				text={t(sendKey === "enter" ? "enterText" : "modEnterText")}
				control={
					<Segments
						label={t("sendKey")}
						value={sendKey}
						options={[
							{ value: "enter", label: t("enter") },
							{ value: "mod_enter", label: t("modEnter") },
						]}
						onChange={(next) => void change({ sendKey: next })}
					/>
				}
			/>
			<Field title={t("single")}>
				<SwitchLine
					label={t("singleOn")}
					checked={singleKeys}
					onChange={(next) => void change({ singleKeys: next })}
					hint={t("singleText")}
				/>
			</Field>
		</>
	);
}
