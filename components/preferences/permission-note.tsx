"use client";

import { BellOff, Check, CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Permission } from "@/components/alerts/permission";
import { Button } from "@/components/ui/button";

interface PermissionNoteProps {
	permission: Permission;
	onAsk: () => Promise<Permission>;
}

/** Whether the browser shows notifications; if not, what to do about it. */
export function PermissionNote({ permission, onAsk }: PermissionNoteProps) {
	const t = useTranslations("preferences.alerts");
	if (permission === "unknown") return null;
	if (permission === "granted")
		return (
			<p className="flex items-center gap-1.5 text-12 text-ok-fg">
				<Check size={14} strokeWidth={2} aria-hidden />
				{t("permission.granted")}
			</p>
		);
	if (permission === "ask")
		return (
			<div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-menu border border-xfer-line bg-xfer-tint px-3 py-2">
				<p className="min-w-[180px] flex-1 text-12 text-fg">{t("permission.ask")}</p>
				<Button size="sm" onClick={() => void onAsk()} className="max-sm:h-11">
					{t("permission.allow")}
				</Button>
			</div>
		);
	const Icon = permission === "denied" ? BellOff : CircleAlert;
	return (
		<p
			role="status"
			className="flex gap-2 rounded-menu border border-warn-line bg-warn-tint px-3 py-2 text-12 text-fg"
		>
			<Icon size={16} strokeWidth={1.75} aria-hidden className="mt-px text-warn-fg" />
			{t(`permission.${permission}`)}
		</p>
	);
}
