"use client";

import { useTranslations } from "next-intl";
import type { RefObject } from "react";
import type { SearchHit } from "@/lib/search/schema";
import { useListKeys } from "../use-list-keys";
import { useRows } from "../use-rows";
import { CUSTOMER_HIT_PX, MESSAGE_HIT_PX } from "./hit-face";
import { HitRow, type OpenHit } from "./hit-row";
import { type FoundHits, hitKey } from "./search-data";
import { HitsEnd } from "./search-notices";

export interface HitsProps {
	/** What scrolls. */
	area: RefObject<HTMLElement | null>;
	isOpen: (hit: SearchHit) => boolean;
	hrefOf: (hit: SearchHit) => string;
	onOpen: OpenHit;
}

/** All hits of one kind, however many: the next page comes before its end is reached. */
export function HitList({ found, area, isOpen, hrefOf, onOpen }: HitsProps & { found: FoundHits }) {
	const t = useTranslations("search.kind");
	const hits = found.hits ?? [];
	const ids = hits.map(hitKey);
	const openHit = hits.find(isOpen);
	const openKey = openHit ? hitKey(openHit) : null;
	const keys = useListKeys({ list: area, ids, openId: openKey, attribute: "data-hit" });
	const { rowPx, totalPx, drawn } = useRows({
		area,
		ids,
		kept: [keys.stopId, openKey],
		loadMore: found.hasMore && found.more === "idle" && !found.stale ? found.loadMore : null,
		heights: found.kind === "customers" ? CUSTOMER_HIT_PX : MESSAGE_HIT_PX,
	});
	return (
		<>
			<ul
				aria-label={t(found.kind)}
				onKeyDown={keys.onKeyDown}
				onFocus={(event) => keys.walkTo(event.target.dataset.hit ?? keys.stopId)}
				className="relative"
				style={{ height: totalPx }}
			>
				{drawn.map(({ index }) => {
					const hit = hits[index];
					return (
						hit && (
							<HitRow
								key={hitKey(hit)}
								hit={hit}
								href={hrefOf(hit)}
								open={hit === openHit}
								stop={hitKey(hit) === keys.stopId}
								place={{ at: index, of: found.hasMore ? -1 : hits.length, heightPx: rowPx }}
								onOpen={onOpen}
							/>
						)
					);
				})}
			</ul>
			{found.hasMore && <HitsEnd found={found} />}
		</>
	);
}
