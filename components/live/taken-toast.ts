"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useCallback, useRef } from "react";
import { INBOX_PATH } from "@/components/inbox/inbox-url";
import { strangerWords } from "@/components/ui/hidden-characters";
import { toastNews } from "@/components/ui/toaster";
import type { Taken } from "@/lib/conversations/schema";

/** Says to whom a conversation belonged that somebody else has it now, and leads there. */
export function useTakenToast(): (taken: Taken) => void {
	const t = useTranslations("live");
	const router = useRouter();
	const tools = useRef({ t, router });
	tools.current = { t, router };
	return useCallback(({ conversationId, customerName, by, to }: Taken) => {
		const { t, router } = tools.current;
		const names = { customer: strangerWords(customerName), by: by ?? t("somebody"), to: to ?? "" };
		const handed = to === null ? "putBack" : "handedOn";
		toastNews(t(by !== null && by === to ? "taken" : handed, names), {
			about: conversationId,
			action: { label: t("look"), onClick: () => router.push(`${INBOX_PATH}/${conversationId}`) },
		});
	}, []);
}
