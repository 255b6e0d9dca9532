"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useErrorText } from "@/components/api/error-text";
import { request } from "@/components/api/request";
import { toastFailed } from "@/components/ui/toaster";

/** Makes a Mini Program that only the simulator knows, and goes to its phone. */
export function usePractice() {
	const t = useTranslations("firstRun");
	const errorText = useErrorText();
	const router = useRouter();
	const [busy, setBusy] = useState(false);

	async function begin(): Promise<void> {
		setBusy(true);
		try {
			const body = { name: t("simulator.channelName") };
			const { id } = await request<{ id: string }>("/api/admin/practice-channel", { method: "POST", body });
			router.push(`/simulator?channel=${id}`);
		} catch (error) {
			toastFailed(errorText(error), "practice");
			setBusy(false);
		}
	}

	return { busy, begin };
}
