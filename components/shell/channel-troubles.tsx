"use client";

import { CircleAlert, CircleCheck, RotateCw, TriangleAlert } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "@/components/api/error-text";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { TimeText } from "@/components/ui/time-text";
import { toastDone, toastFailed } from "@/components/ui/toaster";
import type { ChannelAlarm } from "@/lib/conversations/schema";
import { type EraseTask, useChannelCheck } from "./channel-data";
import { EraseTasks } from "./erase-tasks";

interface ChannelTroublesProps {
	alarms: ChannelAlarm[];
	tasks: EraseTask[];
	onErased: () => void;
}

/** Everything that needs an administrator: what is wrong, since when, and the next step. */
export function ChannelTroubles({ alarms, tasks, onErased }: ChannelTroublesProps) {
	const t = useTranslations("alarm");
	return (
		<>
			{alarms.length === 0 && tasks.length === 0 && (
				<div className="flex items-start gap-2.5 px-4 py-3.5">
					<CircleCheck size={16} strokeWidth={1.75} aria-hidden className="mt-0.5 text-ok-fg" />
					<p>
						<b className="block font-semibold">{t("well")}</b>
						<span className="text-12 text-fg-2">{t("wellText")}</span>
					</p>
				</div>
			)}
			{alarms.length > 0 && (
				<ul>
					{alarms.map((alarm) => (
						<Alarm key={`${alarm.channelId} ${alarm.kind}`} alarm={alarm} />
					))}
				</ul>
			)}
			{tasks.length > 0 && <EraseTasks tasks={tasks} onErased={onErased} />}
		</>
	);
}

function Alarm({ alarm }: { alarm: ChannelAlarm }) {
	const t = useTranslations("alarm");
	const language = useLocale() === "en" ? "en" : "zh";
	const errorText = useErrorText();
	const checkChannel = useChannelCheck();
	const [busy, setBusy] = useState(false);
	const { channelId, channelName: name, pausesSending, raisedAt, explanation, nextStep } = alarm;
	const Icon = pausesSending ? CircleAlert : TriangleAlert;

	function check() {
		setBusy(true);
		checkChannel(alarm)
			.then((mended) =>
				mended ? toastDone(t("mended", { name })) : toastFailed(t("stillBroken", { name }), channelId),
			)
			.catch((error: unknown) => toastFailed(errorText(error), channelId))
			.finally(() => setBusy(false));
	}

	return (
		<li className="flex items-start gap-2.5 border-b border-line px-4 py-3 last:border-b-0">
			<Icon
				size={16}
				strokeWidth={1.75}
				aria-hidden
				className={classNames("mt-0.5", pausesSending ? "text-danger-fg" : "text-warn-fg")}
			/>
			<div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
				<h3 className="font-semibold">{name}</h3>
				<p className={pausesSending ? "text-danger-fg" : "text-warn-fg"}>{explanation[language]}</p>
				<p className="mt-0.5 text-12 text-fg-2">{nextStep[language]}</p>
				<p className="mt-1 text-12 text-fg-3">
					{t.rich("since", { time: () => <TimeText at={raisedAt} as="full" /> })}
					{pausesSending && <> · {t("paused")}</>}
				</p>
				{/* The check sends a reply that waits: it tells nothing about what keeps none from leaving. */}
				{pausesSending && (
					<Button size="sm" busy={busy} onClick={check} className="mt-2 max-sm:h-11">
						{!busy && <RotateCw size={13} strokeWidth={2} aria-hidden />}
						{t("check")}
					</Button>
				)}
			</div>
		</li>
	);
}
