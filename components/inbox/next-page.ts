"use client";

import { useState } from "react";
import { useSWRConfig } from "swr";

/** How far the next page has come. */
export type NextPageState = "idle" | "loading" | "failed";

interface NextPageOptions<Shown> {
	/** The key of the list on screen; null for none. */
	path: string | null;
	/** What is shown of this very list. */
	shown: Shown | undefined;
	/** What comes after. */
	ask: (path: string, cursor: string) => Promise<Shown>;
	join: (known: Shown, next: Shown) => Shown;
}

/**
 * The page after what is shown. It goes to the list it was asked for, whichever is on screen by then, and to what is
 * known of it by then. A list that was read anew meanwhile, or is being so, is read once more: rows may have moved.
 */
export function useNextPage<Shown extends { nextCursor: string | null }>({
	path,
	shown,
	ask,
	join,
}: NextPageOptions<Shown>) {
	const { cache, mutate } = useSWRConfig();
	const [asked, setAsked] = useState<{ path: string | null; state: NextPageState }>({ path, state: "idle" });
	const more = asked.path === path ? asked.state : "idle";

	async function loadMore(): Promise<void> {
		if (!path || !shown?.nextCursor || more === "loading") return;
		const settle = (state: NextPageState) => setAsked((now) => (now.path === path ? { path, state } : now));
		setAsked({ path, state: "loading" });
		try {
			const next = await ask(path, shown.nextCursor);
			const { data: known = shown, isValidating } = cache.get(path) ?? {};
			const moved = isValidating || known.nextCursor !== shown.nextCursor;
			await mutate(path, join(known, next), { revalidate: moved });
			settle("idle");
		} catch {
			// Said at the end of the list, with a way to try again.
			settle("failed");
		}
	}

	return { more, loadMore };
}
