"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import type { SearchKind } from "@/lib/search/schema";
import { useListKeys } from "../use-list-keys";
import type { HitsProps } from "./hit-list";
import { HitRow } from "./hit-row";
import { type FoundHits, hitKey } from "./search-data";
import { HitsEnd } from "./search-notices";

/** So many of each kind, as long as all are shown. */
const SHOWN = { customers: 3, messages: 6, notes: 3 } satisfies Record<SearchKind, number>;

interface HitGroupsProps extends HitsProps {
	founds: FoundHits[];
	onKind: (kind: SearchKind) => void;
}

/** The best hits of each kind below each other, with the way to the rest. */
export function HitGroups({ founds, area, isOpen, hrefOf, onOpen, onKind }: HitGroupsProps) {
	const t = useTranslations("search");
	const groups = founds
		.map((found) => ({ ...found, first: found.hits?.slice(0, SHOWN[found.kind]) ?? [] }))
		.filter(({ first, hasMore, error }) => first.length > 0 || hasMore || error);
	const all = groups.flatMap(({ first }) => first);
	const openHit = all.find(isOpen);
	const keys = useListKeys({
		list: area,
		ids: all.map(hitKey),
		openId: openHit ? hitKey(openHit) : null,
		attribute: "data-hit",
	});
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: the hits in it have the focus and their keys.
		<div onKeyDown={keys.onKeyDown} onFocus={(event) => keys.walkTo(event.target.dataset.hit ?? keys.stopId)}>
			{groups.map(({ first, ...found }) => (
				<section key={found.kind} aria-label={t(`kind.${found.kind}`)}>
					<div className="flex h-9 items-center justify-between border-b border-line bg-sunken pr-2 pl-3.5 max-sm:h-11 max-sm:pl-4">
						<h2 className="text-12 font-medium text-fg-2">{t(`kind.${found.kind}`)}</h2>
						{(found.hasMore || (found.hits?.length ?? 0) > first.length) && (
							<Button size="xs" look="ghost" className="max-sm:h-11" onClick={() => onKind(found.kind)}>
								{t("showAll")}
							</Button>
						)}
					</div>
					<ul aria-label={t(`kind.${found.kind}`)}>
						{first.map((hit) => (
							<HitRow
								key={hitKey(hit)}
								hit={hit}
								href={hrefOf(hit)}
								open={hit === openHit}
								stop={hitKey(hit) === keys.stopId}
								onOpen={onOpen}
							/>
						))}
					</ul>
					{first.length === 0 && <HitsEnd found={found} />}
				</section>
			))}
		</div>
	);
}
