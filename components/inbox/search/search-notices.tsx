"use client";

import { CircleAlert, SearchX, WifiOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useLive } from "@/components/live/live-provider";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { strangerWords } from "@/components/ui/hidden-characters";
import type { InboxChange, InboxLocation } from "../inbox-url";
import type { Counts } from "../list-data";
import { useConditions } from "../use-conditions";
import type { FoundHits } from "./search-data";

/** Tells a screen reader how many there are. */
export function FoundAnnounced({ founds }: { founds: FoundHits[] }) {
	const t = useTranslations("search");
	const settled = founds.every(({ hits, stale }) => hits && !stale);
	return (
		<p role="status" className="sr-only">
			{settled &&
				founds
					.map(({ kind, hits, hasMore }) =>
						t(hasMore ? "announceMore" : "announce", { kind: t(`kind.${kind}`), count: hits?.length ?? 0 }),
					)
					.join(t("and"))}
		</p>
	);
}

/** Names what was asked for, and offers to ask for less. */
export function NothingFound({
	here,
	counts,
	onShow,
}: {
	here: InboxLocation;
	counts: Counts | undefined;
	onShow: (change: InboxChange) => void;
}) {
	const t = useTranslations();
	const { q, kind } = here;
	const conditions = useConditions(here, counts);
	const names = [...conditions.map(({ name }) => name), q].map(strangerWords);
	return (
		<EmptyState
			picture={<SearchX size={28} strokeWidth={1.6} aria-hidden className="text-fg-3" />}
			title={t("search.noneTitle")}
			text={t(conditions.length > 0 ? "search.noneText" : "search.noneOne", {
				kind: kind ? t(`search.kind.${kind}`) : t("search.allKinds"),
				conditions: names.join(t("list.conditionAnd")),
			})}
			actions={
				<>
					{kind && <Button onClick={() => onShow({ q })}>{t("search.everyKind")}</Button>}
					{conditions.map(({ name, without }) => (
						<Button key={name} className="max-w-full" onClick={() => onShow({ q, kind, ...without })}>
							<span className="min-w-0 truncate">
								{t("list.dropCondition", { condition: strangerWords(name) })}
							</span>
						</Button>
					))}
					<Button onClick={() => onShow({})}>{t("list.clearSearch")}</Button>
				</>
			}
		/>
	);
}

/** Signs alone are in no index. */
export function NothingToSearch() {
	const t = useTranslations("search");
	return <EmptyState title={t("signsTitle")} text={t("signsText")} />;
}

/** No answer: without a network, or for another reason. */
export function SearchFailed({ onRetry }: { onRetry: () => void }) {
	const t = useTranslations();
	const offline = useLive().status === "offline";
	const Icon = offline ? WifiOff : CircleAlert;
	return (
		<div
			role="alert"
			className="flex h-full flex-col items-center justify-center gap-3 p-6 text-center text-fg-2"
		>
			<Icon size={24} strokeWidth={1.6} aria-hidden className={offline ? "text-warn-fg" : "text-danger-fg"} />
			{t(offline ? "search.offline" : "search.failed")}
			<Button onClick={onRetry}>{t("common.retry")}</Button>
		</div>
	);
}

/** Below the hits that are there: more on their way, not to be had, or to be looked for further back. */
export function HitsEnd({
	found,
}: {
	found: Pick<FoundHits, "hits" | "more" | "error" | "loadMore" | "retry">;
}) {
	const t = useTranslations();
	const failed = found.more === "failed" || found.error !== undefined;
	const deep = !failed && found.more === "idle" && found.hits?.length === 0;
	return (
		<div role="status" className="flex h-11 items-center justify-center gap-2 text-12 text-fg-3">
			{failed && t("search.failed")}
			{!failed && t(deep ? "search.notYet" : "list.loadingMore")}
			{(failed || deep) && (
				<Button size="xs" onClick={found.error ? found.retry : () => void found.loadMore()}>
					{t(deep ? "search.goOn" : "common.retry")}
				</Button>
			)}
		</div>
	);
}
