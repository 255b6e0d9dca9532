"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { isComposingKey, useEnter } from "@/components/ui/composition";
import { TEXT_MAX_BYTES, utf8Bytes } from "@/lib/channels/limits";

interface HeldEditorProps {
	text: string;
	/** Given only what may be sent. Resolves when the server has answered. */
	onSave: (text: string) => Promise<void>;
	onCancel: () => void;
}

/** A held text, changed in its place: Enter saves, Shift+Enter breaks the line, Escape leaves it as it was. */
export function HeldEditor({ text, onSave, onCancel }: HeldEditorProps) {
	const t = useTranslations();
	const [draft, setDraft] = useState(text);
	const [busy, setBusy] = useState(false);
	const field = useRef<HTMLTextAreaElement>(null);
	const noteId = useId();
	const bytes = utf8Bytes(draft);
	const tooLong = bytes > TEXT_MAX_BYTES;
	const enter = useEnter(save);

	useEffect(() => {
		field.current?.focus();
		field.current?.setSelectionRange(text.length, text.length);
	}, [text.length]);

	function save() {
		if (busy || tooLong || draft.trim() === "") return;
		setBusy(true);
		void onSave(draft).finally(() => setBusy(false));
	}

	function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
		if (event.key === "Escape" && !isComposingKey(event)) {
			event.preventDefault();
			onCancel();
		} else enter.onKeyDown(event);
	}

	return (
		<form
			onSubmit={(event) => {
				event.preventDefault();
				save();
			}}
			className="w-[392px] max-w-full rounded-card border border-control bg-surface focus-within:border-accent focus-within:shadow-[0_0_0_3px_var(--accent-tint)]"
		>
			<textarea
				ref={field}
				value={draft}
				rows={1}
				aria-label={t("message.held.label")}
				aria-describedby={noteId}
				aria-invalid={tooLong || undefined}
				onChange={(event) => setDraft(event.target.value)}
				onKeyDown={onKeyDown}
				onCompositionEnd={enter.onCompositionEnd}
				className="field-sizing-content block max-h-50 min-h-11 w-full resize-none bg-transparent px-3 pt-2 pb-0.5 text-14 outline-none max-sm:text-16"
			/>
			<div className="flex flex-wrap items-center justify-end gap-1.5 px-2 pb-2">
				<span
					id={noteId}
					className={classNames("mr-auto pl-1 text-12", tooLong ? "text-danger-fg" : "text-fg-3")}
				>
					{tooLong
						? t("composer.tooLong", { over: bytes - TEXT_MAX_BYTES, max: TEXT_MAX_BYTES })
						: t("composer.bytes", { used: bytes, max: TEXT_MAX_BYTES })}
				</span>
				<Button size="xs" look="ghost" onClick={onCancel} className="max-sm:h-11">
					{t("message.held.cancel")}
				</Button>
				<Button
					type="submit"
					size="xs"
					look="primary"
					busy={busy}
					disabled={tooLong || draft.trim() === ""}
					className="max-sm:h-11"
				>
					{t("message.held.save")}
				</Button>
			</div>
		</form>
	);
}
