"use client";

import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Permission } from "@/components/alerts/permission";
import { usePush } from "@/components/alerts/use-push";
import { Button } from "@/components/ui/button";
import { useNow } from "@/components/ui/clock";
import { IconButton } from "@/components/ui/icon-button";
import { useTimeText } from "@/components/ui/time-text";
import { MINUTE_MS } from "@/lib/time";
import { PermissionNote } from "./permission-note";
import { SwitchLine } from "./switch-line";

interface PushDevicesProps {
	permission: Permission;
	onAsk: () => Promise<Permission>;
}

/** This browser and the others in which one is told without a tab, and a test to all of them. */
export function PushDevices({ permission, onAsk }: PushDevicesProps) {
	const t = useTranslations("preferences.alerts");
	const text = useTimeText();
	const now = useNow(MINUTE_MS);
	const { browsers, own, busy, failed, turn, remove, test } = usePush();
	const others = browsers.filter((browser) => browser !== own);
	const possible = permission === "granted" || permission === "ask";

	async function turnHere(on: boolean) {
		const granted = !on || permission === "granted" || (await onAsk()) === "granted";
		if (granted) await turn(on);
	}

	return (
		<>
			{possible ? (
				<SwitchLine
					label={t("thisDevice")}
					checked={own !== undefined}
					onChange={(on) => void turnHere(on)}
					disabled={busy || failed}
					hint={own?.failedAt ? t("notReached") : t("thisDeviceText")}
				/>
			) : (
				<PermissionNote permission={permission} onAsk={onAsk} />
			)}
			{failed && (
				<p role="status" className="text-12 text-danger-fg">
					{t("devicesFailed")}
				</p>
			)}
			{others.length > 0 && (
				<>
					<h4 className="mt-2 text-12 font-medium text-fg-2">{t("otherDevices")}</h4>
					<ul aria-label={t("otherDevices")}>
						{others.map((browser) => {
							const name = browser.label || t("unnamed");
							return (
								<li key={browser.id} className="flex min-h-9 items-center gap-2">
									<span className="min-w-0 flex-1 truncate">{name}</span>
									<span className="text-12 text-fg-3">
										{browser.failedAt
											? t("notReached")
											: now !== null && text.brief(new Date(browser.createdAt), new Date(now))}
									</span>
									<IconButton
										label={t("remove", { name })}
										disabled={busy}
										onClick={() => void remove(browser)}
										icon={<Trash2 size={16} strokeWidth={1.75} aria-hidden />}
									/>
								</li>
							);
						})}
					</ul>
				</>
			)}
			{browsers.length > 0 && (
				<Button size="sm" busy={busy} onClick={() => void test()} className="mt-1 max-sm:h-11">
					{t("test")}
				</Button>
			)}
		</>
	);
}
