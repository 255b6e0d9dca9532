"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useDesk } from "@/components/composer/desk";
import { CheckFace } from "@/components/ui/check-face";
import { classNames } from "@/components/ui/class-names";
import { useClock } from "@/components/ui/clock";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { strangerWords } from "@/components/ui/hidden-characters";
import type { AgentRef, ConversationItem } from "@/lib/conversations/schema";
import { windowState } from "./reply-window";

interface TransferDialogProps {
	conversation: Pick<
		ConversationItem,
		"id" | "customer" | "channel" | "mode" | "status" | "assignee" | "window"
	>;
	me: AgentRef;
	/** Replies on their way of which the server does not know yet. */
	unsent: number;
	open: boolean;
	onOpenChange: (open: boolean) => void;
	onConfirm: () => void;
}

/** Asks before a conversation leaves this console, says what will no longer be seen, and offers a last word to the customer. */
export function TransferDialog({
	conversation,
	me,
	unsent,
	open,
	onOpenChange,
	onConfirm,
}: TransferDialogProps) {
	const t = useTranslations();
	const { outbox } = useDesk();
	const clock = useClock();
	const [wanted, setWanted] = useState(true);
	const toKf = conversation.channel.kind === "kf";
	const state = windowState(conversation, unsent, clock.now());
	const mine =
		conversation.status === "open" && conversation.mode === "agent" && conversation.assignee?.id === me.id;
	const left = mine && state.kind === "open" ? state.remaining : 0;
	const words = t(toKf ? "mode.transferWordsKf" : "mode.transferWords");
	const says = wanted && left > 0;
	const values = {
		name: strangerWords(conversation.customer.name),
		b: (text: ReactNode) => <b className="text-fg">{text}</b>,
	};

	async function confirm() {
		onOpenChange(false);
		const at = new Date(clock.now()).toISOString();
		const said = says && outbox.send(conversation.id, [{ type: "text", text: words }], { at, hold: false });
		// What could not be said is told at the message; the conversation then stays.
		if (!said || (await said)) onConfirm();
	}

	return (
		<ConfirmDialog
			open={open}
			onOpenChange={onOpenChange}
			title={toKf ? t("mode.transferTitleKf") : t("mode.transferTitle")}
			cancelLabel={t("common.cancel")}
			confirmLabel={t("mode.transferConfirm")}
			remark={says && t("composer.afterSend", { count: left - 1 })}
			onConfirm={() => void confirm()}
		>
			{toKf ? t.rich("mode.transferTextKf", values) : t.rich("mode.transferText", values)}
			{left > 0 && (
				<label className="relative mt-3.5 flex min-h-6 items-center gap-2 text-fg max-sm:min-h-11">
					<input
						type="checkbox"
						checked={wanted}
						onChange={(event) => setWanted(event.target.checked)}
						className="peer absolute inset-0 cursor-pointer opacity-0"
					/>
					<CheckFace
						checked={wanted}
						size={16}
						className={classNames(
							!wanted && "bg-surface",
							"outline-offset-2 outline-focus peer-focus-visible:outline-2",
						)}
					/>
					{t("mode.transferSay", { words })}
				</label>
			)}
		</ConfirmDialog>
	);
}
