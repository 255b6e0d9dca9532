"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import useSWR from "swr";
import { useErrorText } from "@/components/api/error-text";
import { type RequestError, request } from "@/components/api/request";
import { toastDone, toastFailed } from "@/components/ui/toaster";
import type { SubscribedBrowser, TestAnswer } from "@/lib/alerts/schema";
import {
	fetchBrowsers,
	ownFingerprint,
	PushError,
	removeBrowser,
	SUBSCRIPTIONS_PATH,
	subscribe,
	unsubscribe,
} from "./push";

interface Known {
	browsers: SubscribedBrowser[];
	own: string | null;
}

const fetchKnown = async (): Promise<Known> => {
	const [browsers, own] = await Promise.all([fetchBrowsers(), ownFingerprint()]);
	return { browsers, own };
};

/** The browsers in which this person is told without a tab, this one first of all. */
export function usePush() {
	const t = useTranslations("preferences.alerts");
	const errorText = useErrorText();
	const [busy, setBusy] = useState(false);
	const { data, error, mutate } = useSWR<Known, RequestError>(SUBSCRIPTIONS_PATH, fetchKnown);
	const own = data?.browsers.find(({ fingerprint }) => fingerprint === data.own);

	async function act(work: () => Promise<string | undefined>): Promise<void> {
		setBusy(true);
		try {
			const done = await work();
			if (done) toastDone(done, { about: "push" });
		} catch (problem) {
			toastFailed(problem instanceof PushError ? t(problem.reason) : errorText(problem), "push");
		} finally {
			await mutate();
			setBusy(false);
		}
	}

	return {
		browsers: data?.browsers ?? [],
		own,
		busy,
		failed: error !== undefined && data === undefined,
		turn: (on: boolean) => act(async () => void (await (on ? subscribe() : unsubscribe()))),
		remove: (browser: SubscribedBrowser) =>
			act(async () => {
				await (browser === own ? unsubscribe() : removeBrowser(browser.id));
				return t("removed");
			}),
		test: () =>
			act(async () => {
				const { sent, failed } = await request<TestAnswer>("/api/alerts/test", { method: "POST" });
				if (sent > 0) return t("testSent", { count: sent });
				toastFailed(t(failed > 0 ? "testFailed" : "testNobody"), "push");
			}),
	};
}
