"use client";

import { useTranslations } from "next-intl";
import { Fragment, useMemo } from "react";
import { Button } from "@/components/ui/button";
import { daysBetween, useTimeText } from "@/components/ui/time-text";
import { PhoneItem } from "./phone-item";
import { toPhoneLines } from "./phone-lines";
import { type useTranscript, useVirtualNow } from "./simulator-data";
import { useRefusalText } from "./use-act";

interface PhoneLogProps {
	channelName: string;
	transcript: ReturnType<typeof useTranscript>;
	/** It is not known yet whose chat this is. */
	loading: boolean;
	/** Somebody is chosen whose chat there could be. */
	started: boolean;
}

/** The chat as the customer sees it, anchored at the bottom. */
export function PhoneLog({ channelName, transcript, loading, started }: PhoneLogProps) {
	const t = useTranslations();
	const refusalText = useRefusalText();
	const { data, error, mutate } = transcript;
	const lines = useMemo(() => toPhoneLines(data?.items ?? []), [data]);
	return (
		// Reversed, so that the browser itself keeps the newest in sight.
		<div
			role="log"
			aria-label={t("simulator.phone.log")}
			// biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
			tabIndex={0}
			className="flex min-h-0 flex-1 flex-col-reverse overflow-x-hidden overflow-y-auto overscroll-contain px-3 pb-3 -outline-offset-2"
		>
			<div className="flex flex-col gap-3 pt-2">
				{lines.map(({ item, timed }) => (
					<Fragment key={item.id}>
						{timed && <TimeLine at={item.at} />}
						<PhoneItem item={item} channelName={channelName} />
					</Fragment>
				))}
			</div>
			{error && !data && (
				<div role="alert" className="m-auto flex flex-col items-center gap-3 p-6 text-center text-13">
					{refusalText(error)}
					<Button onClick={() => void mutate()}>{t("common.retry")}</Button>
				</div>
			)}
			{(started || loading) && !data && !error && <Loading label={t("simulator.phone.loading")} />}
			{((!started && !loading) || data?.items.length === 0) && (
				<p className="m-auto max-w-[220px] text-center text-13 text-balance text-[#636363]">
					{t(started ? "simulator.phone.empty" : "simulator.phone.nobody")}
				</p>
			)}
		</div>
	);
}

function TimeLine({ at }: { at: string }) {
	const text = useTimeText();
	const now = useVirtualNow();
	if (now === null) return null;
	const then = new Date(at);
	const today = daysBetween(then, new Date(now)) === 0;
	return (
		<time dateTime={at} className="self-center text-12/4 text-[#636363]">
			{today ? text.clock(then) : text.full(then, new Date(now))}
		</time>
	);
}

function Loading({ label }: { label: string }) {
	return (
		<div role="status" aria-label={label} className="flex flex-col gap-3 pt-2">
			{["w-40 self-end", "w-48", "w-32 self-end"].map((shape) => (
				<span key={shape} className={`h-10 animate-pulse rounded-[5px] bg-[#dcdcdc] ${shape}`} />
			))}
		</div>
	);
}
