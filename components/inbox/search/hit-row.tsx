"use client";

import { memo } from "react";
import { classNames } from "@/components/ui/class-names";
import type { SearchHit } from "@/lib/search/schema";
import { CustomerFace, MessageFace } from "./hit-face";
import { hitKey } from "./search-data";

export type OpenHit = (hit: SearchHit, by: "pointer" | "keyboard") => void;

interface HitRowProps {
	hit: SearchHit;
	href: string;
	open: boolean;
	/** The one hit that the Tab key reaches. */
	stop: boolean;
	/** Where it stands among how many (-1: not known); absent where all are drawn. */
	place?: { at: number; of: number; heightPx: number };
	onOpen: OpenHit;
}

/** Something found: a link to where it stands. */
export const HitRow = memo(function HitRow({ hit, href, open, stop, place, onOpen }: HitRowProps) {
	return (
		<li
			aria-posinset={place && place.at + 1}
			aria-setsize={place?.of}
			style={place && { top: place.at * place.heightPx, height: place.heightPx }}
			className={classNames(place && "absolute inset-x-0")}
		>
			<a
				href={href}
				aria-current={open ? "true" : undefined}
				data-hit={hitKey(hit)}
				tabIndex={stop ? 0 : -1}
				onClick={(event) => {
					if (event.metaKey || event.ctrlKey || event.shiftKey) return;
					event.preventDefault();
					// A click without a pointer's position comes from the Enter key.
					onOpen(hit, event.detail === 0 ? "keyboard" : "pointer");
				}}
				className={classNames(
					"relative block border-b border-line outline-offset-[-2px] hover:bg-hover",
					open &&
						"bg-selected before:absolute before:inset-y-0 before:left-0 before:w-[3px] before:bg-accent hover:bg-selected",
				)}
			>
				{hit.kind === "customer" ? <CustomerFace hit={hit} /> : <MessageFace hit={hit} />}
			</a>
		</li>
	);
});
