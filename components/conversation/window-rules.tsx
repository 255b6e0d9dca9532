"use client";

import { Info } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useNow } from "@/components/ui/clock";
import { IconButton } from "@/components/ui/icon-button";
import { Popover } from "@/components/ui/popover";
import { useTimeText } from "@/components/ui/time-text";
import { MINUTE_MS } from "@/lib/time";
import type { ShownConversation } from "./conversation-data";

const RULES = ["message", "reset", "enter", "cost", "refused", "failed"] as const;

/** Beside the window: by which rules WeChat counts, and until when this one is open. */
export function WindowRules({ conversation: { window, mode } }: { conversation: ShownConversation }) {
	const t = useTranslations("windowRules");
	const [open, setOpen] = useState(false);
	if (mode === "transfer") return null;
	return (
		<span className="-mr-1.5 -ml-1 flex flex-none max-sm:hidden">
			<Popover
				open={open}
				onOpenChange={setOpen}
				label={t("title")}
				align="end"
				side="bottom"
				className="w-80 max-w-[calc(100vw-16px)]"
				trigger={
					<IconButton
						label={t("title")}
						pressed={open}
						className="size-6 text-fg-3"
						icon={<Info size={13} strokeWidth={2} aria-hidden />}
					/>
				}
			>
				<div className="overflow-y-auto p-3.5">
					<h2 className="text-13 font-semibold">{t("title")}</h2>
					{window && <OpenUntil expiresAt={window.expiresAt} />}
					<ul className="mt-2 list-disc space-y-1 pl-4 text-12 text-fg-2 marker:text-fg-3">
						{RULES.map((rule) => (
							<li key={rule}>{t(rule)}</li>
						))}
					</ul>
				</div>
			</Popover>
		</span>
	);
}

function OpenUntil({ expiresAt }: { expiresAt: string }) {
	const t = useTranslations("windowRules");
	const text = useTimeText();
	const now = useNow(MINUTE_MS);
	if (now === null) return null;
	const at = new Date(expiresAt);
	const open = at.getTime() > now;
	const time = open ? text.ahead(at, new Date(now)) : text.full(at, new Date(now));
	return <p className="mt-1 text-12 text-fg-2">{t(open ? "until" : "since", { time })}</p>;
}
