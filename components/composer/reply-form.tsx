"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useId, useRef } from "react";
import { useLive } from "@/components/live/live-provider";
import { useShortcut } from "@/components/shell/shortcuts";
import { Button } from "@/components/ui/button";
import { useClock } from "@/components/ui/clock";
import { isComposingKey, useEnter } from "@/components/ui/composition";
import { Kbd } from "@/components/ui/kbd";
import { TEXT_MAX_BYTES, utf8Bytes } from "@/lib/channels/message";
import { useDesk, useDraft } from "./desk";

/** From here on the length is shown. */
const NEAR_MAX_BYTES = TEXT_MAX_BYTES * 0.8;

interface ReplyFormProps {
	conversationId: string;
	/** Replies that may still be sent, at least one. */
	remaining: number;
	onEscape: () => void;
}

/** The field for a text. Enter sends, Shift+Enter breaks the line, Escape goes back to the list. */
export function ReplyForm({ conversationId, remaining, onEscape }: ReplyFormProps) {
	const t = useTranslations("composer");
	const { outbox, drafts } = useDesk();
	const clock = useClock();
	const { status } = useLive();
	const field = useRef<HTMLTextAreaElement>(null);
	const noteId = useId();
	const text = useDraft(conversationId) ?? "";
	const bytes = utf8Bytes(text);
	const tooLong = bytes > TEXT_MAX_BYTES;
	const offline = status === "offline";

	function send() {
		if (text.trim() === "" || tooLong) return;
		outbox.send(conversationId, text, new Date(clock.now()).toISOString());
		drafts.set(conversationId, "");
		field.current?.focus();
	}

	const enter = useEnter(send);
	useShortcut("reply", () => field.current?.focus());

	function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
		if (event.key === "Escape" && !isComposingKey(event)) onEscape();
		else enter.onKeyDown(event);
	}

	return (
		<form
			onSubmit={(event) => {
				event.preventDefault();
				send();
			}}
			className="px-3 pt-1 pb-3 max-sm:border-t max-sm:border-line max-sm:bg-surface max-sm:p-2 max-sm:pb-[max(8px,env(safe-area-inset-bottom))]"
		>
			<div className="flex flex-col rounded-card border border-control bg-surface focus-within:border-accent focus-within:shadow-[0_0_0_3px_var(--accent-tint)] max-sm:flex-row max-sm:items-end max-sm:gap-2 max-sm:border-0 max-sm:shadow-none!">
				<textarea
					ref={field}
					value={text}
					rows={1}
					aria-label={t("label")}
					aria-describedby={noteId}
					aria-invalid={tooLong || undefined}
					placeholder={t("placeholder")}
					onChange={(event) => drafts.set(conversationId, event.target.value)}
					onKeyDown={onKeyDown}
					onCompositionEnd={enter.onCompositionEnd}
					className="field-sizing-content max-h-50 min-h-[58px] w-full resize-none bg-transparent px-3.5 pt-2.5 pb-0.5 text-14 outline-none placeholder:text-fg-3 max-sm:min-h-11 max-sm:flex-1 max-sm:rounded-card max-sm:border max-sm:border-control max-sm:px-3 max-sm:py-2.5 max-sm:text-16/[22px] max-sm:focus:border-accent max-sm:focus:shadow-[0_0_0_3px_var(--accent-tint)]"
				/>
				<div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-1 px-2 pt-1 pb-2 max-sm:flex-none max-sm:p-0">
					<span id={noteId} className="min-w-0 text-12 text-fg-3">
						<LengthNote bytes={bytes} />
						{bytes <= NEAR_MAX_BYTES && <SendNote offline={offline} remaining={remaining} />}
					</span>
					<Button
						type="submit"
						look="primary"
						size="sm"
						disabled={tooLong}
						className="max-sm:h-11 max-sm:rounded-card max-sm:px-4 max-sm:text-15"
					>
						<SendWord offline={offline} last={remaining === 1} />
					</Button>
				</div>
			</div>
		</form>
	);
}

function SendWord({ offline, last }: { offline: boolean; last: boolean }) {
	const t = useTranslations("composer");
	if (offline) return t("sendQueued");
	return last ? t("sendLast") : t("send");
}

/** What Enter does; or, when it matters more, what is left afterwards. */
function SendNote({ offline, remaining }: { offline: boolean; remaining: number }) {
	const t = useTranslations("composer");
	if (offline) return t("sendsLater");
	if (remaining <= 2)
		return (
			<span className={remaining === 1 ? "text-warn-fg" : undefined}>
				{t("afterSend", { count: remaining - 1 })}
			</span>
		);
	return (
		<span className="flex items-center gap-1 max-sm:hidden">
			<Kbd>⏎</Kbd> {t("send")}
			<span className="w-1" />
			<Kbd>⇧</Kbd>
			<Kbd>⏎</Kbd> {t("newline")}
		</span>
	);
}

/** How long the text is, once that is near what WeChat takes. */
function LengthNote({ bytes }: { bytes: number }) {
	const t = useTranslations("composer");
	if (bytes <= NEAR_MAX_BYTES) return null;
	if (bytes > TEXT_MAX_BYTES)
		return (
			<span role="alert" className="text-danger-fg">
				{t("tooLong", { over: bytes - TEXT_MAX_BYTES, max: TEXT_MAX_BYTES })}
			</span>
		);
	return t("bytes", { used: bytes, max: TEXT_MAX_BYTES });
}
