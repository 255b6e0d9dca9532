"use client";

import { useState } from "react";
import { useErrorText } from "@/components/api/error-text";
import { request } from "@/components/api/request";
import { useLive } from "@/components/live/live-provider";
import { toastFailed } from "@/components/ui/toaster";
import { mediaPath } from "./media-path";

/** Asks once more for a picture that could not be had; what comes of it is told by the next sync. */
export function useMediaRetry(id: string): { busy: boolean; retry: () => void } {
	const errorText = useErrorText();
	const { syncNow } = useLive();
	const [busy, setBusy] = useState(false);
	return {
		busy,
		retry: () => {
			setBusy(true);
			request<unknown>(`${mediaPath(id)}/retry`, { method: "POST" })
				.catch((error: unknown) => toastFailed(errorText(error), id))
				.finally(() => {
					setBusy(false);
					syncNow();
				});
		},
	};
}
