"use client";

import { useEffect, useState } from "react";

/** Tells whether a name in Chinese characters can be written with these letters: `zhouzimo`, `zzm`. */
export type PinyinMatch = (name: string, letters: string) => boolean;

/** Pinyin of names; its tables are large and are loaded when they are `wanted` first. */
export function usePinyinMatch(wanted: boolean): PinyinMatch | null {
	const [match, setMatch] = useState<{ fits: PinyinMatch } | null>(null);
	useEffect(() => {
		if (!wanted) return;
		let gone = false;
		void import("pinyin-pro").then(({ match }) => {
			if (!gone) setMatch({ fits: (name, letters) => match(name, letters) !== null });
		});
		return () => {
			gone = true;
		};
	}, [wanted]);
	return match?.fits ?? null;
}
