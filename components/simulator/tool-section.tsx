"use client";

import { Headset } from "lucide-react";
import { useTranslations } from "next-intl";
import { CountBadge } from "@/components/ui/count-badge";
import { useTool } from "./simulator-data";
import { ToolSessionRow } from "./tool-session-row";

/** WeChat's own web customer-service tool, as small as it can be: who waits, whom it has. */
export function ToolSection({ appId }: { appId: string }) {
	const t = useTranslations("simulator.tool");
	const { waiting, active } = useTool(appId);
	return (
		<section aria-label={t("title")} className="flex max-h-[34%] flex-none flex-col border-t border-line">
			<h2 className="flex h-9 flex-none items-center gap-1.5 px-3.5 text-12 font-semibold">
				<Headset size={14} strokeWidth={1.75} aria-hidden className="text-xfer-fg" />
				{t("title")}
				{waiting.length > 0 && (
					<CountBadge count={waiting.length} label={t("waitingCount", { count: waiting.length })} />
				)}
				{waiting.length + active.length === 0 && (
					<span className="ml-1 font-normal text-fg-3">{t("empty")}</span>
				)}
			</h2>
			{waiting.length + active.length > 0 && (
				<ul className="min-h-0 overflow-y-auto overscroll-contain pb-1">
					{waiting.map((session) => (
						<ToolSessionRow key={session.openid} appId={appId} session={session} state="waiting" />
					))}
					{active.map((session) => (
						<ToolSessionRow key={session.openid} appId={appId} session={session} state="active" />
					))}
				</ul>
			)}
		</section>
	);
}
