"use client";

import { ArrowUp, BellRing, ChevronRight, CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

/** How many wait above to be shown. */
export function ArrivalsPill({ count, onClick }: { count: number; onClick: () => void }) {
	const t = useTranslations("list");
	return (
		<button
			type="button"
			onClick={onClick}
			className="absolute top-2 left-1/2 z-10 inline-flex h-8 -translate-x-1/2 animate-appear items-center gap-1.5 rounded-full bg-accent px-3 text-12 font-medium whitespace-nowrap text-accent-on shadow-pop hover:bg-accent-hover max-sm:h-11"
		>
			<ArrowUp size={14} strokeWidth={2} aria-hidden />
			{t("arrivals", { count })}
		</button>
	);
}

/** No rows were to be had. */
export function ListFailed({ onRetry }: { onRetry: () => void }) {
	const t = useTranslations();
	return (
		<div role="alert" className="flex h-full flex-col items-center justify-center gap-3 p-6 text-fg-2">
			<CircleAlert size={24} strokeWidth={1.6} aria-hidden className="text-danger-fg" />
			{t("list.failed")}
			<Button onClick={onRetry}>{t("common.retry")}</Button>
		</div>
	);
}

/** There are more rows: on their way, or not to be had just now. */
export function ListEnd({ failed, onRetry }: { failed: boolean; onRetry: () => void }) {
	const t = useTranslations();
	return (
		<div role="status" className="flex h-11 items-center justify-center gap-2 text-12 text-fg-3">
			{t(failed ? "list.failed" : "list.loadingMore")}
			{failed && (
				<Button size="xs" onClick={onRetry}>
					{t("common.retry")}
				</Button>
			)}
		</div>
	);
}

/** Below one's own rows: how many more are put away until later. */
export function LaterLine({ count, onShow }: { count: number; onShow: () => void }) {
	const t = useTranslations("list");
	return (
		<button
			type="button"
			onClick={onShow}
			className="flex h-11 w-full items-center justify-center gap-1.5 text-12 text-fg-3 hover:bg-hover hover:text-fg"
		>
			<BellRing size={12} strokeWidth={2} aria-hidden />
			{t("laterCount", { count })}
			<ChevronRight size={12} strokeWidth={2} aria-hidden />
		</button>
	);
}
