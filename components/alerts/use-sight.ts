"use client";

import { useEffect } from "react";
import { holdShared, IN_SIGHT, readingLock } from "./tab-locks";

/** Lets the other tabs of this browser know that this one is in sight, and which conversation is being read in it. */
export function useSight(openId: string | null): void {
	useEffect(() => {
		let letGo: (() => void)[] = [];
		const note = () => {
			for (const end of letGo) end();
			const inSight = document.visibilityState === "visible";
			const names = inSight ? [IN_SIGHT] : [];
			if (inSight && openId && document.hasFocus()) names.push(readingLock(openId));
			letGo = names.map(holdShared);
		};
		note();
		document.addEventListener("visibilitychange", note);
		window.addEventListener("focus", note);
		window.addEventListener("blur", note);
		return () => {
			document.removeEventListener("visibilitychange", note);
			window.removeEventListener("focus", note);
			window.removeEventListener("blur", note);
			for (const end of letGo) end();
		};
	}, [openId]);
}
