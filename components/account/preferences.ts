"use client";

import { useTranslations } from "next-intl";
import { useCallback, useRef } from "react";
import useSWR, { useSWRConfig } from "swr";
import { useErrorText } from "@/components/api/error-text";
import { inOrder } from "@/components/api/in-order";
import { type RequestError, request } from "@/components/api/request";
import { toastFailed } from "@/components/ui/toaster";
import { DEFAULT_PREFERENCES } from "@/lib/auth/default-preferences";
import type { ChangePreferences, Preferences } from "@/lib/auth/preferences-schema";

/** Where they are, and the key they are cached under; the server gives them along with the page. */
export const PREFERENCES_PATH = "/api/me/preferences";

/** What this person chose for their console. */
export function usePreferences(): Preferences {
	const { data } = useSWR<Preferences, RequestError>(
		PREFERENCES_PATH,
		(path: string) => request<Preferences>(path),
		{ revalidateIfStale: false },
	);
	return data ?? DEFAULT_PREFERENCES;
}

/** Changes what is named: on screen at once, and back again, with a word about it, when the server does not take it. */
export function useChangePreferences(): (change: ChangePreferences) => Promise<boolean> {
	const t = useTranslations("preferences");
	const errorText = useErrorText();
	const { mutate } = useSWRConfig();
	const preferences = usePreferences();
	const latest = useRef(preferences);
	latest.current = preferences;
	return useCallback(
		async (change) => {
			// On top of what is on screen: an earlier change may still be on its way.
			const apply = (_saved: Preferences | undefined, shown: Preferences | undefined) => ({
				...(shown ?? latest.current),
				...change,
			});
			const options = { optimisticData: apply, rollbackOnError: true, revalidate: false };
			try {
				await mutate<Preferences>(
					PREFERENCES_PATH,
					inOrder(PREFERENCES_PATH, () =>
						request<Preferences>(PREFERENCES_PATH, { method: "PUT", body: change }),
					),
					options,
				);
				return true;
			} catch (error) {
				// Rolled back to before those that were saved meanwhile.
				void mutate(PREFERENCES_PATH);
				toastFailed(t("notSaved", { reason: errorText(error) }), "preferences");
				return false;
			}
		},
		[mutate, errorText, t],
	);
}
