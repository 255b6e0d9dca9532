"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { strangerWords } from "@/components/ui/hidden-characters";
import type { ConversationItem } from "@/lib/conversations/schema";

interface TransferDialogProps {
	conversation: Pick<ConversationItem, "customer" | "channel">;
	open: boolean;
	onOpenChange: (open: boolean) => void;
	onConfirm: () => void;
}

/** Asks before a conversation leaves this console, and says what will no longer be seen. */
export function TransferDialog({ conversation, open, onOpenChange, onConfirm }: TransferDialogProps) {
	const t = useTranslations();
	const toKf = conversation.channel.kind === "kf";
	const values = {
		name: strangerWords(conversation.customer.name),
		b: (text: ReactNode) => <b className="text-fg">{text}</b>,
	};
	return (
		<ConfirmDialog
			open={open}
			onOpenChange={onOpenChange}
			title={toKf ? t("mode.transferTitleKf") : t("mode.transferTitle")}
			cancelLabel={t("common.cancel")}
			confirmLabel={t("mode.transferConfirm")}
			onConfirm={() => {
				onOpenChange(false);
				onConfirm();
			}}
		>
			{toKf ? t.rich("mode.transferTextKf", values) : t.rich("mode.transferText", values)}
		</ConfirmDialog>
	);
}
