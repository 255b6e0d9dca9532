"use client";

import useSWR from "swr";
import { type RequestError, request } from "@/components/api/request";
import type { Preferences } from "@/lib/auth/preferences-schema";

/** Which Enter sends, as this person chose it. */
export function useSendKey(): Preferences["sendKey"] {
	const { data } = useSWR<Preferences, RequestError>("/api/me/preferences", (path: string) =>
		request<Preferences>(path),
	);
	return data?.sendKey ?? "enter";
}
