"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useSWRConfig } from "swr";
import { watchAnswers } from "@/components/api/request";
import { useClock } from "@/components/ui/clock";
import { Dialog } from "@/components/ui/dialog";
import type { Account } from "./profile-menu";
import { SignInForm } from "./sign-in-form";

/** Listens to every answer: keeps the clock right, and asks to sign in again, in place, once the session has ended. */
export function SessionGuard({ account }: { account: Account }) {
	const t = useTranslations("signIn");
	const clock = useClock();
	const { mutate } = useSWRConfig();
	const [expired, setExpired] = useState(false);

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
		<Dialog open={expired} onOpenChange={setExpired} title={t("expiredTitle")} className="w-[420px]">
			<div className="px-5 pt-4 pb-6">
				<p className="mb-4 text-fg-2">{t("expiredText")}</p>
				<SignInForm email={account.email} onSignedIn={onSignedIn} />
			</div>
		</Dialog>
	);
}
