"use client";

import { Pencil, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { useMessageActions } from "./actions";
import { Bubble } from "./bubbles/bubble";
import { HeldEditor } from "./held-editor";
import type { SpokenMessage } from "./thread-lines";

interface HeldMessageProps {
	conversationId: string;
	message: SpokenMessage;
}

/** A reply that leaves when the customer writes again: until then its words can be changed, and it can be withdrawn. */
export function HeldMessage({ conversationId, message }: HeldMessageProps) {
	const t = useTranslations("message.held");
	const { editHeld, withdrawHeld } = useMessageActions(conversationId);
	const [editing, setEditing] = useState(false);
	const [asking, setAsking] = useState(false);
	const [busy, setBusy] = useState(false);
	const editButton = useRef<HTMLButtonElement>(null);
	const edited = useRef(false);
	const { content, media, author } = message;
	const leaveEditor = () => setEditing(false);
	useEffect(() => {
		if (edited.current && !editing) editButton.current?.focus();
		edited.current = editing;
	}, [editing]);

	if (editing && content.type === "text")
		return (
			<HeldEditor
				text={content.text}
				onSave={async (text) => {
					if (text === content.text || (await editHeld(message.id, text))) leaveEditor();
				}}
				onCancel={leaveEditor}
			/>
		);
	return (
		<>
			<Bubble
				content={content}
				media={media}
				tone={author.kind === "bot" ? "bot" : "agent"}
				failed={false}
				pending
			/>
			<div className="mt-1.5 flex flex-wrap justify-end gap-1.5">
				{content.type === "text" && (
					<Button ref={editButton} size="xs" onClick={() => setEditing(true)} className="max-sm:h-11">
						<Pencil size={12} strokeWidth={2} aria-hidden />
						{t("edit")}
					</Button>
				)}
				<Button size="xs" busy={busy} onClick={() => setAsking(true)} className="max-sm:h-11">
					<Undo2 size={12} strokeWidth={2} aria-hidden />
					{t("withdraw")}
				</Button>
			</div>
			<ConfirmDialog
				open={asking}
				onOpenChange={setAsking}
				title={t("withdrawTitle")}
				cancelLabel={t("cancel")}
				confirmLabel={t("withdrawConfirm")}
				onConfirm={() => {
					setAsking(false);
					setBusy(true);
					void withdrawHeld(message.id).finally(() => setBusy(false));
				}}
			>
				{t("withdrawText")}
			</ConfirmDialog>
		</>
	);
}
