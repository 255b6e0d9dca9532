"use client";

import { ArrowDown, LoaderCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import type { PageState } from "./conversation-data";

interface LogEdgeProps {
	side: "older" | "newer";
	state: PageState;
	load: () => void;
}

/** An end of the stretch that is here: more is on its way, or did not come. */
export function LogEdge({ side, state, load }: LogEdgeProps) {
	const t = useTranslations();
	return (
		<div
			className={classNames(
				"absolute inset-x-0 flex h-11 items-center justify-center gap-2 text-12 text-fg-3",
				side === "older" ? "top-0" : "bottom-0",
			)}
		>
			{state === "failed" ? (
				<>
					{t(side === "older" ? "thread.olderFailed" : "thread.newerFailed")}
					<Button size="xs" onClick={load}>
						{t("common.retry")}
					</Button>
				</>
			) : (
				<>
					<LoaderCircle
						size={14}
						strokeWidth={2}
						aria-hidden
						className="animate-spin motion-reduce:animate-none"
					/>
					{t(side === "older" ? "thread.loadingOlder" : "thread.loadingNewer")}
				</>
			)}
		</div>
	);
}

/** The way back to the end, with how much has come there meanwhile. */
export function ToEnd({ missed, onClick }: { missed: number; onClick: () => void }) {
	const t = useTranslations("thread");
	return (
		<button
			type="button"
			onClick={onClick}
			className="absolute bottom-3 left-1/2 z-10 inline-flex h-8 -translate-x-1/2 items-center gap-1.5 rounded-full border border-line-2 bg-raised px-3 text-12 font-medium shadow-pop hover:bg-hover max-sm:h-11"
		>
			<ArrowDown size={14} strokeWidth={2} aria-hidden />
			{missed > 0 ? t("newMessages", { count: missed }) : t("toBottom")}
		</button>
	);
}
