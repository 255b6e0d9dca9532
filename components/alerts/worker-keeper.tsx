"use client";

import { useEffect } from "react";
import { watchInstall } from "@/components/account/install";
import { settleSubscription } from "./push";
import { startWorker } from "./worker";

/** Keeps the service worker of this browser running, told for nobody but who is signed in, and the console installable. */
export function WorkerKeeper() {
	useEffect(() => {
		startWorker()
			.then(settleSubscription)
			.catch(() => {
				// Settled when the console is opened next.
			});
	}, []);
	useEffect(watchInstall, []);
	return null;
}
