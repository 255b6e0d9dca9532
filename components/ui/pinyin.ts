"use client";

import { useEffect, useState } from "react";

/** Places of the characters that are meant by Latin letters, the beginnings of their pinyin; null where they do not fit. */
export type PinyinPlaces = (text: string, letters: string) => number[] | null;

/** Tells whether a name in Chinese characters can be written with these letters: `zhouzimo`, `zzm`. */
export type PinyinMatch = (name: string, letters: string) => boolean;

/** Pinyin of any text; its tables are large and are loaded when they are `wanted` first. Null until then. */
export function usePinyinPlaces(wanted: boolean): PinyinPlaces | null {
	const [loaded, setLoaded] = useState<{ places: PinyinPlaces } | null>(null);
	useEffect(() => {
		if (!wanted) return;
		let gone = false;
		void import("pinyin-pro").then(({ match }) => {
			const places: PinyinPlaces = (text, letters) =>
				match(text, letters, { continuous: true, precision: "start" });
			if (!gone) setLoaded({ places });
		});
		return () => {
			gone = true;
		};
	}, [wanted]);
	return loaded?.places ?? null;
}

/** Whether letters mean a name, once it is known how it is said. */
export function usePinyinMatch(wanted: boolean): PinyinMatch | null {
	const places = usePinyinPlaces(wanted);
	return places && ((name, letters) => places(name, letters) !== null);
}
