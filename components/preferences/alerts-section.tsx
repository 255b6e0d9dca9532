"use client";

import { useTranslations } from "next-intl";
import { useChangePreferences, usePreferences } from "@/components/account/preferences";
import { usePermission } from "@/components/alerts/permission";
import { Segments } from "@/components/ui/segments";
import type { AlertScope } from "@/lib/auth/preferences-schema";
import { Field } from "./field";
import { PermissionNote } from "./permission-note";
import { PushDevices } from "./push-devices";
import { SoundTest } from "./sound-test";
import { SwitchLine } from "./switch-line";

const SCOPES: AlertScope[] = ["off", "mine", "all"];

/** By which of three ways to be told of what. */
export function AlertsSection() {
	const t = useTranslations("preferences.alerts");
	const preferences = usePreferences();
	const change = useChangePreferences();
	const { permission, ask } = usePermission();
	const scope = (way: "sound" | "desktop" | "webPush") => (
		<Segments
			label={t(`${way}.title`)}
			value={preferences[way]}
			options={SCOPES.map((value) => ({ value, label: t(`scope.${value}`) }))}
			onChange={(value) => void change({ [way]: value })}
		/>
	);
	return (
		<>
			<Field title={t("sound.title")} text={t("sound.text")} control={scope("sound")}>
				{preferences.sound !== "off" && <SoundTest />}
			</Field>
			<Field title={t("desktop.title")} text={t("desktop.text")} control={scope("desktop")}>
				{preferences.desktop !== "off" && <PermissionNote permission={permission} onAsk={ask} />}
			</Field>
			<Field title={t("webPush.title")} text={t("webPush.text")} control={scope("webPush")}>
				{preferences.webPush !== "off" && <PushDevices permission={permission} onAsk={ask} />}
			</Field>
			<Field title={t("what")}>
				<SwitchLine
					label={t("mentions")}
					checked={preferences.mentions}
					onChange={(mentions) => void change({ mentions })}
					hint={t("mentionsText")}
				/>
				<SwitchLine
					label={t("warnings")}
					checked={preferences.warnings}
					onChange={(warnings) => void change({ warnings })}
					hint={t("warningsText")}
				/>
				<SwitchLine
					label={t("showText")}
					checked={preferences.showText}
					onChange={(showText) => void change({ showText })}
					hint={t("showTextHint")}
				/>
			</Field>
		</>
	);
}
