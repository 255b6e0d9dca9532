"use client";

import { CircleAlert, Clock, LoaderCircle } from "lucide-react";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useErrorText } from "@/components/api/error-text";
import { useDesk } from "@/components/composer/desk";
import { pictureOf, type Unsent } from "@/components/composer/outbox";
import { UnsentBody } from "@/components/composer/unsent-body";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import type { AgentRef, ConversationItem } from "@/lib/conversations/schema";
import { useConversationActions } from "./actions";
import { FailureFrame } from "./failure-frame";
import { MessageFrame } from "./message-row";
import { useRecord } from "./records";

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
			{state === "refused" && <RefusedBox unsent={unsent} me={me} />}
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

function RefusedBox({ unsent, me }: { unsent: Unsent; me: AgentRef }) {
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
					{error?.code === "owned_by_other" && <TakeAndSend unsent={unsent} me={me} />}
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

/** A colleague has the conversation: it is taken from them, and then the same reply leaves. */
function TakeAndSend({ unsent, me }: { unsent: Unsent; me: AgentRef }) {
	const { conversationId, clientKey } = unsent;
	const conversation = useRecord(useCallback((all) => all.conversation(conversationId), [conversationId]));
	return conversation?.assignee && conversation.assignee.id !== me.id ? (
		<TakeButton conversation={conversation} me={me} clientKey={clientKey} />
	) : null;
}

function TakeButton({
	conversation,
	me,
	clientKey,
}: {
	conversation: ConversationItem;
	me: AgentRef;
	clientKey: string;
}) {
	const t = useTranslations("message");
	const { outbox } = useDesk();
	const actions = useConversationActions(conversation, me);
	const send = async () => {
		if (await actions.take()) outbox.retry(clientKey);
	};
	return (
		<Button size="xs" look="primary" onClick={() => void send()}>
			{t("takeAndSend")}
		</Button>
	);
}
