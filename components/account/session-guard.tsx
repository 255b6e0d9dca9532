"use client";

import { useEffect, useState } from "react";
import { useSWRConfig } from "swr";
import { watchAnswers } from "@/components/api/request";
import { useClock } from "@/components/ui/clock";
import { dialogOnDemand } from "@/components/ui/dialog-on-demand";
import { whenIdle } from "@/components/ui/when-idle";
import type { Account } from "./profile-menu";

const SessionDialog = dialogOnDemand(async () => (await import("./session-dialog")).SessionDialog);

/** Listens to every answer: keeps the clock right, and asks to sign in again, in place, once the session has ended. */
export function SessionGuard({ account }: { account: Account }) {
	const clock = useClock();
	const { mutate } = useSWRConfig();
	const [expired, setExpired] = useState(false);

	// A server that was set up anew knows this page's code no longer when the session has ended.
	useEffect(() => whenIdle(SessionDialog.preload), []);
	useEffect(
		() =>
			watchAnswers(({ status, serverMs }) => {
				if (serverMs !== null) clock.observe(serverMs);
				if (status === 401) setExpired(true);
			}),
		[clock],
	);

	function onSignedIn(email: string) {
		// Somebody else's inbox must not be mixed with what is on screen.
		if (email.trim().toLowerCase() !== account.email.toLowerCase()) {
			window.location.assign("/inbox");
			return;
		}
		setExpired(false);
		void mutate(() => true);
	}

	return (
		<SessionDialog open={expired} onOpenChange={setExpired} email={account.email} onSignedIn={onSignedIn} />
	);
}
