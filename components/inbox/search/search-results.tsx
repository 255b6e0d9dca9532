"use client";

import { type RefObject, useEffect, useId } from "react";
import { isComposingKey } from "@/components/ui/composition";
import type { SearchHit, SearchKind } from "@/lib/search/schema";
import type { InboxChange, InboxLocation } from "../inbox-url";
import type { Counts } from "../list-data";
import { ListSkeleton } from "../list-skeleton";
import { HitGroups } from "./hit-groups";
import { HitList } from "./hit-list";
import type { OpenHit } from "./hit-row";
import { isSearchable, useSearch } from "./search-data";
import { FoundAnnounced, NothingFound, NothingToSearch, SearchFailed } from "./search-notices";
import { SearchTabs } from "./search-tabs";

interface SearchResultsProps {
	here: InboxLocation;
	counts: Counts | undefined;
	/** What scrolls. */
	area: RefObject<HTMLDivElement | null>;
	urlOf: (change: Partial<InboxLocation>) => string;
	onOpen: OpenHit;
	onShow: (change: InboxChange) => void;
	/** Ends the search and goes back to the list. */
	onLeave: () => void;
}

/** What was found in all history, in the place of the list: customers, messages and notes, or one of them page by page. */
export function SearchResults(props: SearchResultsProps) {
	const { here, counts, area, urlOf, onOpen, onShow, onLeave } = props;
	const { q, channel, kind } = here;
	const question = { q, channel };
	const founds = [
		useSearch("customers", question),
		useSearch("messages", question),
		useSearch("notes", question),
	];
	const panelId = useId();
	// biome-ignore lint/correctness/useExhaustiveDependencies: other hits begin at their top.
	useEffect(() => {
		area.current?.scrollTo({ top: 0 });
	}, [area, q, channel, kind]);

	const shown = founds.filter((found) => kind === null || found.kind === kind);
	const showKind = (next: SearchKind | null) => onShow({ q, kind: next });
	const hits = {
		area,
		isOpen: (hit: SearchHit) =>
			hit.conversation.id === here.openId &&
			(hit.kind === "message" ? hit.messageId === here.messageId : here.messageId === null),
		hrefOf: (hit: SearchHit) =>
			urlOf({ openId: hit.conversation.id, messageId: hit.kind === "message" ? hit.messageId : null }),
		onOpen,
	};

	function retry() {
		for (const found of founds) found.retry();
	}

	function body() {
		if (!isSearchable(q)) return <NothingToSearch />;
		if (shown.some((found) => found.hits === null && !found.error)) return <ListSkeleton />;
		if (shown.every((found) => found.error)) return <SearchFailed onRetry={retry} />;
		if (shown.every((found) => found.hits?.length === 0 && !found.hasMore))
			return <NothingFound here={here} counts={counts} onShow={onShow} />;
		const [only] = shown;
		return kind && only ? (
			<HitList {...hits} found={only} />
		) : (
			<HitGroups {...hits} founds={shown} onKind={showKind} />
		);
	}

	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: what is in it has the focus; Escape leaves from everywhere.
		<div
			onKeyDown={(event) => {
				if (event.key !== "Escape" || isComposingKey(event)) return;
				event.preventDefault();
				onLeave();
			}}
			className="absolute inset-0 z-10 flex flex-col bg-surface"
		>
			<SearchTabs kind={kind} founds={founds} panelId={panelId} onKind={showKind} />
			<FoundAnnounced founds={shown} />
			<div
				ref={area}
				id={panelId}
				role="tabpanel"
				aria-busy={shown.some(({ stale, loading }) => stale || loading)}
				className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto overscroll-contain aria-busy:opacity-60"
			>
				{body()}
			</div>
		</div>
	);
}
