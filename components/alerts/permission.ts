"use client";

import { useCallback, useEffect, useState } from "react";
import { hasWorker } from "./worker";

/**
 * Whether this browser may show notifications. `install`: on an iPhone or iPad only once the console is on the home screen;
 * `insecure`: only over https; `none`: never.
 */
export type Permission = "unknown" | "ask" | "granted" | "denied" | "install" | "insecure" | "none";

/** What a browser says of itself, as far as it matters here. */
export interface Surroundings {
	isSecure: boolean;
	hasNotifications: boolean;
	permission: NotificationPermission | null;
	userAgent: string;
	touchPoints: number;
}

/** An iPad calls itself a Mac, but no Mac has a touch screen. */
export function toPermission(at: Surroundings): Permission {
	if (at.hasNotifications && at.permission) return at.permission === "default" ? "ask" : at.permission;
	const isIos = /iP(hone|ad|od)/.test(at.userAgent) || (/Macintosh/.test(at.userAgent) && at.touchPoints > 1);
	if (isIos) return "install";
	return at.isSecure ? "none" : "insecure";
}

const readPermission = (): Permission =>
	toPermission({
		isSecure: window.isSecureContext,
		hasNotifications: "Notification" in window && hasWorker(),
		permission: "Notification" in window ? Notification.permission : null,
		userAgent: navigator.userAgent,
		touchPoints: navigator.maxTouchPoints,
	});

/** The permission as it is now, and how to ask for it; asking needs a click. */
export function usePermission(): { permission: Permission; ask: () => Promise<Permission> } {
	const [permission, setPermission] = useState<Permission>("unknown");

	useEffect(() => {
		const read = () => setPermission(readPermission());
		read();
		let status: PermissionStatus | undefined;
		// Changed in the settings of the browser, while the console is open.
		navigator.permissions?.query({ name: "notifications" }).then(
			(found) => {
				status = found;
				found.addEventListener("change", read);
			},
			() => undefined,
		);
		return () => status?.removeEventListener("change", read);
	}, []);

	const ask = useCallback(async () => {
		if ("Notification" in window) await Notification.requestPermission();
		const now = readPermission();
		setPermission(now);
		return now;
	}, []);

	return { permission, ask };
}
