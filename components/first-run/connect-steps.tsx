"use client";

import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";

interface ConnectStepsProps {
	open: boolean;
	onOpenChange: (open: boolean) => void;
	/** Of the console. */
	address: string;
}

/** How a Mini Program is connected today: by one call of the API, and a page of its administration. */
export function ConnectSteps({ open, onOpenChange, address }: ConnectStepsProps) {
	const t = useTranslations();
	const call = callOf(address);
	return (
		<Dialog
			open={open}
			onOpenChange={onOpenChange}
			title={t("firstRun.steps.title")}
			closeLabel={t("common.close")}
			className="w-[560px]"
		>
			<ol className="list-decimal space-y-3 py-4 pr-5 pl-10">
				<li>{t("firstRun.steps.gather")}</li>
				<li>
					{t("firstRun.steps.call")}
					<div className="mt-2 flex items-start gap-1 rounded-menu border border-line bg-sunken py-2 pr-1.5 pl-3">
						{/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard. */}
						<pre tabIndex={0} className="min-w-0 flex-1 overflow-x-auto font-mono text-[11.5px]/[18px]">
							{call}
						</pre>
						<CopyButton text={call} label={t("firstRun.steps.copy")} done={t("common.copied")} />
					</div>
				</li>
				<li>{t("firstRun.steps.push")}</li>
			</ol>
		</Dialog>
	);
}

const callOf = (address: string): string => `POST ${address}/api/admin/channels
content-type: application/json

${JSON.stringify(
	{
		kind: "miniprogram",
		name: "",
		appId: "wx",
		appSecret: "",
		originalId: "gh_",
		token: "",
		encodingAesKey: "",
		encryption: "safe",
		format: "json",
	},
	null,
	2,
)}`;
