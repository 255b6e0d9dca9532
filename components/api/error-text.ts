"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { RequestError } from "./request";

/** Says an error in the reader's language, found by its code. */
export function useErrorText(): (error: unknown) => string {
	const t = useTranslations("errors");
	return useCallback(
		(error) => {
			if (!(error instanceof RequestError)) return t("internal");
			const { name, reason } = error.details;
			// Where one code has several reasons, the reason says more.
			const key = `reason.${reason}` as "reason.not_a_picture"; // one of them, or none: `has` knows
			if (typeof reason === "string" && t.has(key)) return t(key);
			return t(error.code, { name: typeof name === "string" ? name : t("someone") });
		},
		[t],
	);
}
