"use client";

import { CircleAlert, Clock, LoaderCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import { useErrorText } from "@/components/api/error-text";
import { useDesk } from "@/components/composer/desk";
import { pictureOf, type Unsent } from "@/components/composer/outbox";
import { UnsentBody } from "@/components/composer/unsent-body";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import type { AgentRef } from "@/lib/conversations/schema";
import { FailureFrame } from "./failure-frame";
import { MessageFrame } from "./message-row";

/** A reply that the server does not have yet: on its way, waiting for the network, or refused. */
export function UnsentRow({ unsent, me, first }: { unsent: Unsent; me: AgentRef; first: boolean }) {
	const t = useTranslations("message");
	const { content, state } = unsent;
	const status =
		state === "refused"
			? t("status.failed")
			: t(state === "waiting" ? "waitingForNetwork" : "status.sending");
	return (
		<MessageFrame
			outgoing
			first={first}
			label={t("bySentence", { speaker: me.name, time: status })}
			status={state}
			avatar={<Avatar name={me.name} seed={me.name} size={28} shape="round" />}
		>
			<UnsentBody content={content} failed={state === "refused"} />
			{state === "refused" && <RefusedBox unsent={unsent} />}
			{state === "sending" && (
				<div className="mt-[3px] flex items-center gap-[5px] text-11 text-fg-3">
					<LoaderCircle
						size={12}
						strokeWidth={2}
						aria-hidden
						className="animate-spin motion-reduce:animate-none"
					/>
					{t("status.sending")}
				</div>
			)}
			{state === "waiting" && (
				<div className="mt-[3px] flex items-center gap-[5px] text-11 text-warn-fg">
					<Clock size={12} strokeWidth={2} aria-hidden />
					{t("waitingForNetwork")}
				</div>
			)}
		</MessageFrame>
	);
}

function RefusedBox({ unsent }: { unsent: Unsent }) {
	const t = useTranslations();
	const errorText = useErrorText();
	const { outbox, pictures, takeBack, discard } = useDesk();
	const { clientKey, content, error } = unsent;
	const picture = pictureOf(content);
	const kept = !picture || pictures.find(picture.pictureId) !== undefined;
	const mayBeHeld = error?.code === "quota_used_up" || error?.code === "window_closed";

	return (
		<FailureFrame
			tone="danger"
			icon={CircleAlert}
			title={t("message.refused")}
			text={errorText(error)}
			actions={
				<>
					{mayBeHeld && (
						<Button size="xs" onClick={() => outbox.retry(clientKey, { hold: true })}>
							{t("composer.holdRefused")}
						</Button>
					)}
					<Button size="xs" onClick={() => outbox.retry(clientKey)}>
						{t("common.retry")}
					</Button>
					{kept && (
						<Button size="xs" onClick={() => takeBack(unsent)}>
							{t("message.takeBack")}
						</Button>
					)}
					<Button size="xs" look="ghost" onClick={() => discard(unsent)}>
						{t("message.discard")}
					</Button>
				</>
			}
		/>
	);
}
