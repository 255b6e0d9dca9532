"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useSWRConfig } from "swr";
import { z } from "zod";
import { useErrorText } from "@/components/api/error-text";
import { RequestError } from "@/components/api/request";
import { toastFailed } from "@/components/ui/toaster";
import { control, isControlKey } from "./simulator-data";

/** Calls whose answer nobody reads. */
const anything = z.unknown();

/** A change of the simulated world. */
export const change = (path: string, body: unknown = {}): Promise<unknown> =>
	control(anything, path, { method: "POST", body });

export const remove = (path: string): Promise<unknown> => control(anything, path, { method: "DELETE" });

/**
 * Does something to the simulated world and shows at once what came of it. A failure is said in a toast.
 * Resolves with true when it went well.
 */
export function useAct(): (work: () => Promise<unknown>) => Promise<boolean> {
	const { mutate } = useSWRConfig();
	const refusalText = useRefusalText();
	return useCallback(
		async (work) => {
			try {
				await work();
				return true;
			} catch (error) {
				toastFailed(refusalText(error));
				return false;
			} finally {
				void mutate(isControlKey);
			}
		},
		[mutate, refusalText],
	);
}

const REFUSALS = [
	"agent_offline",
	"not_waiting",
	"not_active",
	"no_window",
	"no_budget",
	"no_picture",
	"unknown_account",
	"unknown_user",
] as const;

/** Says what the simulator refused, else what the console says of such an error. */
export function useRefusalText(): (error: unknown) => string {
	const t = useTranslations("simulator.refused");
	const errorText = useErrorText();
	return useCallback(
		(error) => {
			const code = error instanceof RequestError ? error.details.refusal : undefined;
			const known = REFUSALS.find((refusal) => refusal === code);
			return known ? t(known) : errorText(error);
		},
		[t, errorText],
	);
}
