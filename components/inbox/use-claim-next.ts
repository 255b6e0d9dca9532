"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { useErrorText } from "@/components/api/error-text";
import { useRecords } from "@/components/conversation/records";
import { useLive } from "@/components/live/live-provider";
import { toastDone, toastFailed } from "@/components/ui/toaster";
import type { AgentRef } from "@/lib/conversations/schema";
import { claimNext } from "./claim-next";
import type { useInboxLocation } from "./inbox-location";
import { INBOX_PATH } from "./inbox-url";

/** Takes the next customer nobody has, one at a time, and opens the conversation, unless its agent has gone on by then. */
export function useClaimNext({ open, mark }: ReturnType<typeof useInboxLocation>, me: AgentRef): () => void {
	const t = useTranslations();
	const errorText = useErrorText();
	const records = useRecords();
	const router = useRouter();
	const { syncNow } = useLive();
	const asking = useRef(false);

	function tell(id: string): void {
		const look = () => router.push(`${INBOX_PATH}/${id}`);
		toastDone(t("header.claimed"), { about: id, action: { label: t("live.look"), onClick: look } });
	}

	return () => {
		if (asking.current) return;
		asking.current = true;
		const hasStayed = mark();
		claimNext(records, me)
			.then((detail) => {
				if (!detail) return;
				if (hasStayed()) open(detail.id);
				else tell(detail.id);
				syncNow();
			})
			.catch((error: unknown) => toastFailed(errorText(error), "claim-next"))
			.finally(() => {
				asking.current = false;
			});
	};
}
