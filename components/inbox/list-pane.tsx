"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { flushSync } from "react-dom";
import { ClosingBanner } from "@/components/alerts/closing-banner";
import { useRecords } from "@/components/conversation/records";
import { LiveBar } from "@/components/live/live-bar";
import { useShortcut } from "@/components/shell/shortcuts";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { onDemand } from "@/components/ui/on-demand";
import type { AgentRef } from "@/lib/conversations/schema";
import { ConversationRow } from "./conversation-row";
import { type InboxChange, type InboxLocation, listPath } from "./inbox-url";
import { type Counts, useConversationList } from "./list-data";
import { ListEmpty } from "./list-empty";
import { ListHead } from "./list-head";
import { ArrivalsPill, LaterLine, ListEnd, ListFailed } from "./list-notices";
import { ListSkeleton } from "./list-skeleton";
import type { OpenHit } from "./search/hit-row";
import { useTagColor } from "./tag-data";
import { TroubleBanner } from "./trouble-banner";
import { useBulk } from "./use-bulk";
import { useHeldList } from "./use-held-list";
import { useListKeys } from "./use-list-keys";
import { useRows } from "./use-rows";
import { useSelection } from "./use-selection";

const BulkBar = onDemand(async () => (await import("./bulk-bar")).BulkBar);
const SearchResults = onDemand(
	async () => (await import("./search/search-results")).SearchResults,
	<div className="absolute inset-0 z-10 bg-surface">
		<ListSkeleton />
	</div>,
);

interface ListPaneProps {
	here: InboxLocation;
	counts: Counts | undefined;
	me: AgentRef;
	urlOf: (change: Partial<InboxLocation>) => string;
	onOpen: (id: string, by: "pointer" | "keyboard", messageId?: string | null) => void;
	onShow: (change: InboxChange) => void;
	onSearch: (q: string) => void;
	onClaimNext: () => void;
	onUnfoldViews: (() => void) | null;
}

const NO_ROWS: string[] = [];

/** The queue: rows of the chosen view, in an order that never changes under the pointer. */
export function ListPane(props: ListPaneProps) {
	const { here, counts, me, urlOf, onOpen, onShow, onSearch, onClaimNext, onUnfoldViews } = props;
	const t = useTranslations();
	const area = useRef<HTMLDivElement>(null);
	const records = useRecords();
	const results = useRef<HTMLDivElement>(null);
	const searching = here.q !== "";
	const path = listPath(here);
	const { page, error, more, loadMore, refresh } = useConversationList(here);
	const { ids, arrivals, release } = useHeldList({
		list: path,
		fresh: page?.ids ?? NO_ROWS,
		openId: here.openId,
		area,
	});
	const keys = useListKeys({
		list: area,
		ids,
		openId: here.openId,
		isUnread: (id) => (records.conversation(id)?.unread ?? 0) > 0,
		enabled: !searching,
	});
	const { selected, select, choose, letGo, clear } = useSelection(path, ids);
	const bulk = useBulk(letGo);
	const colorOf = useTagColor();
	useShortcut("select", () => keys.stopId && select(keys.stopId, false), !searching);
	useShortcut("leave", clear, selected.size > 0 && !searching);
	// biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top.
	useEffect(() => {
		area.current?.scrollTo({ top: 0 });
	}, [path]);
	const { rowPx, totalPx, drawn } = useRows({
		area,
		ids,
		kept: [keys.stopId, here.openId],
		loadMore: page?.nextCursor && more === "idle" ? loadMore : null,
	});

	const atEnd = page && !page.nextCursor && here.view === "mine" && !here.later;
	const later = atEnd ? (counts?.later ?? 0) : 0;

	function leaveSearch() {
		// The rows take the focus once they are in sight again.
		flushSync(() => onSearch(""));
		keys.focusRow(keys.stopId ?? undefined);
	}
	function enterRows() {
		if (searching) results.current?.querySelector<HTMLElement>("[data-hit]")?.focus();
		else keys.focusRow(keys.stopId ?? undefined);
	}
	const openHit: OpenHit = (hit, by) =>
		onOpen(hit.conversation.id, by, hit.kind === "message" ? hit.messageId : null);
	return (
		<section aria-label={t("list.section")} className="flex min-h-0 min-w-0 flex-col bg-surface">
			<ListHead
				here={here}
				counts={counts}
				onShow={onShow}
				onSearch={onSearch}
				onUnfoldViews={onUnfoldViews}
				onLeaveSearch={leaveSearch}
				onEnterRows={enterRows}
			/>
			<LiveBar className="md:hidden" />
			<TroubleBanner />
			<ClosingBanner onOpen={(id) => onOpen(id, "pointer")} />
			{error && page && (
				<Banner
					tone="danger"
					role="status"
					icon={CircleAlert}
					action={
						<Button size="xs" onClick={refresh}>
							{t("common.retry")}
						</Button>
					}
				>
					{t("list.failed")}
				</Banner>
			)}
			<div className="relative min-h-0 flex-1">
				{searching && (
					<SearchResults
						here={here}
						counts={counts}
						area={results}
						urlOf={urlOf}
						onOpen={openHit}
						onShow={onShow}
						onLeave={leaveSearch}
						onFailed={() => onSearch("")}
					/>
				)}
				{arrivals > 0 && !searching && <ArrivalsPill count={arrivals} onClick={release} />}
				<div
					ref={area}
					className={classNames(
						"h-full overflow-x-hidden overflow-y-auto overscroll-contain",
						// It keeps its place while something else stands over it.
						searching && "invisible",
					)}
				>
					{!page && !error && <ListSkeleton />}
					{!page && error && <ListFailed onRetry={refresh} />}
					{page && ids.length === 0 && (
						<div className={later > 0 ? "h-[calc(100%-44px)]" : "h-full"}>
							<ListEmpty here={here} counts={counts} onShow={onShow} onClaimNext={onClaimNext} />
						</div>
					)}
					{ids.length > 0 && (
						<ul
							aria-label={t("list.label")}
							onKeyDown={keys.onKeyDown}
							// A click moves on from there, too.
							onFocus={(event) => keys.walkTo(event.target.dataset.conversationId ?? keys.stopId)}
							className="relative"
							style={{ height: totalPx }}
						>
							{drawn.map(({ index }) => {
								const id = ids[index];
								return (
									id !== undefined && (
										<ConversationRow
											key={id}
											id={id}
											href={urlOf({ openId: id })}
											agentId={me.id}
											open={id === here.openId}
											place={index}
											of={page?.nextCursor ? -1 : ids.length}
											heightPx={rowPx}
											colorOf={colorOf}
											stop={id === keys.stopId}
											selected={selected.has(id)}
											selecting={selected.size > 0}
											onSelect={select}
											onOpen={onOpen}
										/>
									)
								);
							})}
						</ul>
					)}
					{page && later > 0 && <LaterLine count={later} onShow={() => onShow({ later: true })} />}
					{page?.nextCursor && <ListEnd failed={more === "failed"} onRetry={loadMore} />}
				</div>
			</div>
			{selected.size > 0 && !searching && (
				<BulkBar
					selected={[...selected]}
					me={me}
					busy={bulk.busy}
					onAct={(act) => void bulk.run([...selected], act)}
					onAll={() => choose(ids)}
					onFailed={clear}
					onClear={() => {
						keys.focusRow(keys.stopId ?? undefined);
						clear();
					}}
				/>
			)}
		</section>
	);
}
