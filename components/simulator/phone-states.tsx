"use client";

import { CircleAlert, PlugZap } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSWRConfig } from "swr";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { type Chat, isControlKey, useTranscript } from "./simulator-data";
import { useRefusalText } from "./use-act";

/** In the place of the phone: the simulator does not answer. */
export function PhoneFailed({ error }: { error: unknown }) {
	const t = useTranslations();
	const text = useRefusalText();
	const { mutate } = useSWRConfig();
	return (
		<div role="alert" className="flex min-h-0 w-full flex-1 flex-col">
			<EmptyState
				picture={<CircleAlert size={32} strokeWidth={1.4} aria-hidden className="text-danger-fg" />}
				title={t("simulator.failed.title")}
				text={text(error)}
				actions={<Button onClick={() => void mutate(isControlKey)}>{t("common.retry")}</Button>}
			/>
		</div>
	);
}

/** Above everything: the simulator answered before and does not now, so what is on screen stands still. */
export function LostBanner({ chat }: { chat: Chat | null }) {
	const t = useTranslations("common");
	const text = useRefusalText();
	const { data, error, mutate } = useTranscript(chat);
	if (!data || !error) return null;
	return (
		<Banner
			tone="warn"
			role="alert"
			icon={CircleAlert}
			action={
				<Button size="xs" onClick={() => void mutate()} className="max-sm:h-11">
					{t("retry")}
				</Button>
			}
		>
			{text(error)}
		</Banner>
	);
}

/** In the place of the phone: the simulator has no account for this channel. */
export function PhoneUnknown() {
	const t = useTranslations("simulator.unknownChannel");
	return (
		<EmptyState
			picture={<PlugZap size={32} strokeWidth={1.4} aria-hidden className="text-fg-3" />}
			title={t("title")}
			text={t("text")}
		/>
	);
}
