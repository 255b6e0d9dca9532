"use client";

import { useEffect, useState } from "react";
import { onDemandCode } from "./on-demand-code";

/** Places of the characters that are meant by Latin letters, the beginnings of their pinyin; null where they do not fit. */
export type PinyinPlaces = (text: string, letters: string) => number[] | null;

/** Tells whether a name in Chinese characters can be written with these letters: `zhouzimo`, `zzm`. */
export type PinyinMatch = (name: string, letters: string) => boolean;

const library = onDemandCode(() => import("pinyin-pro"));

/** Pinyin of any text; its tables are large and are loaded when they are `wanted` first. Null until then, and while they cannot be had. */
export function usePinyinPlaces(wanted: boolean): PinyinPlaces | null {
	const [loaded, setLoaded] = useState<{ places: PinyinPlaces } | null>(null);
	useEffect(() => {
		if (!wanted) return;
		let gone = false;
		void library.load().then((pinyin) => {
			if (gone || !pinyin) return;
			const places: PinyinPlaces = (text, letters) =>
				pinyin.match(text, letters, { continuous: true, precision: "start" });
			setLoaded({ places });
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
