"use client";

import { ImagePlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ClipboardEvent, type FocusEvent, type KeyboardEvent, useEffect, useId, useRef } from "react";
import { useLive } from "@/components/live/live-provider";
import { useShortcut } from "@/components/shell/shortcuts";
import { useClock } from "@/components/ui/clock";
import { isComposingKey, useEnter } from "@/components/ui/composition";
import { toastFailed } from "@/components/ui/toaster";
import { useDesk, useDraft, usePictures } from "./desk";
import { filesOf, useFileDrop } from "./file-drop";
import type { Outgoing } from "./outbox";
import { PictureButton } from "./picture-button";
import { PictureTiles } from "./picture-tiles";
import { SendButton } from "./send-button";
import { SendNote } from "./send-note";
import { planSend, type SendMode } from "./send-plan";

interface ReplyFormProps {
	conversationId: string;
	/** Replies that may still be sent; null where they are held until the customer writes. */
	remaining: number | null;
	/** The channel is broken: replies wait until it is mended. */
	paused: boolean;
	/** Put the cursor into the field at once. */
	focused: boolean;
	onEscape: () => void;
}

/** The field for a text, with pictures above it. Enter sends, Shift+Enter breaks the line, Escape goes back to the list. */
export function ReplyForm({ conversationId, remaining, paused, focused, onEscape }: ReplyFormProps) {
	const t = useTranslations("composer");
	const { outbox, drafts, pictures: desk, typing } = useDesk();
	const clock = useClock();
	const { status } = useLive();
	const form = useRef<HTMLFormElement>(null);
	const field = useRef<HTMLTextAreaElement>(null);
	const noteId = useId();
	const text = useDraft(conversationId) ?? "";
	const pictures = usePictures(conversationId);
	const plan = planSend(text, pictures, remaining);
	const hold = remaining === null;
	const mode = sendMode({ offline: status === "offline", hold, paused });

	function addPictures(files: readonly File[]) {
		const tooMany = desk.add(conversationId, files);
		if (tooMany > 0) toastFailed(t("tooManyPictures", { count: tooMany }), "too-many-pictures");
		field.current?.focus();
	}
	const dropping = useFileDrop(form, addPictures);

	function send() {
		if (plan.blocked) return;
		const images = pictures.map(({ id, mediaId }): Outgoing => ({ type: "image", pictureId: id, mediaId }));
		desk.takeAll(conversationId);
		outbox.send(conversationId, plan.hasText ? [...images, { type: "text", text }] : images, {
			at: new Date(clock.now()).toISOString(),
			hold,
		});
		drafts.set(conversationId, "");
		typing.sent(conversationId);
		field.current?.focus();
	}

	const enter = useEnter(send);
	useShortcut("reply", () => field.current?.focus());
	useEffect(() => {
		if (focused) field.current?.focus();
	}, [focused]);
	useEffect(() => () => typing.stopped(conversationId), [typing, conversationId]);

	function write(value: string) {
		drafts.set(conversationId, value);
		if (mode !== "now") return;
		if (value.trim() === "") typing.stopped(conversationId);
		else typing.typed(conversationId);
	}

	function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
		if (event.key === "Escape" && !isComposingKey(event)) onEscape();
		else enter.onKeyDown(event);
	}

	function onPaste(event: ClipboardEvent) {
		// What a spreadsheet copies is text first, and its picture only a likeness; a copied file comes with its name.
		const { types } = event.clipboardData;
		const files = filesOf(event.clipboardData);
		if (files.length === 0 || (types.includes("text/plain") && types.includes("text/html"))) return;
		event.preventDefault();
		addPictures(files);
	}

	function onBlur(event: FocusEvent) {
		if (!event.currentTarget.contains(event.relatedTarget)) typing.stopped(conversationId);
	}

	return (
		<form
			ref={form}
			onSubmit={(event) => {
				event.preventDefault();
				send();
			}}
			onPaste={onPaste}
			onBlur={onBlur}
			className="px-3 pt-1 pb-3 max-sm:border-t max-sm:border-line max-sm:bg-surface max-sm:p-2 max-sm:pb-[max(8px,env(safe-area-inset-bottom))]"
		>
			<div className="relative flex flex-col rounded-card border border-control bg-surface focus-within:border-accent focus-within:shadow-[0_0_0_3px_var(--accent-tint)] max-sm:flex-row max-sm:flex-wrap max-sm:items-end max-sm:gap-x-2 max-sm:gap-y-1.5 max-sm:border-0 max-sm:shadow-none!">
				<PictureTiles pictures={pictures} plan={plan} mode={mode} onRemoved={() => field.current?.focus()} />
				<textarea
					ref={field}
					value={text}
					rows={1}
					aria-label={t("label")}
					aria-describedby={noteId}
					aria-invalid={plan.blocked === "too_long" || undefined}
					placeholder={t("placeholder")}
					onChange={(event) => write(event.target.value)}
					onKeyDown={onKeyDown}
					onCompositionEnd={enter.onCompositionEnd}
					className="field-sizing-content max-h-50 min-h-[58px] w-full resize-none bg-transparent px-3.5 pt-2.5 pb-0.5 text-14 outline-none placeholder:text-fg-3 max-sm:min-h-11 max-sm:w-0 max-sm:flex-1 max-sm:rounded-card max-sm:border max-sm:border-control max-sm:px-3 max-sm:py-2.5 max-sm:text-16/[22px] max-sm:focus:border-accent max-sm:focus:shadow-[0_0_0_3px_var(--accent-tint)]"
				/>
				<div className="flex items-center gap-0.5 px-2 pt-1 pb-2 max-sm:contents">
					<PictureButton onChosen={addPictures} />
					<span
						id={noteId}
						className="ml-auto min-w-0 pr-2 text-right text-12 text-fg-3 empty:hidden max-sm:order-first max-sm:has-[>[data-keys]]:hidden max-sm:basis-full max-sm:pr-1"
					>
						<SendNote plan={plan} mode={mode} remaining={remaining} text={text} />
					</span>
					<SendButton plan={plan} mode={mode} remaining={remaining} />
				</div>
				{dropping && (
					<div className="pointer-events-none absolute -inset-px z-10 flex items-center justify-center gap-2 rounded-card border-2 border-dashed border-accent bg-accent-tint/92 font-medium text-accent-fg">
						<ImagePlus size={16} strokeWidth={1.75} aria-hidden />
						{t("dropHere")}
					</div>
				)}
			</div>
		</form>
	);
}

function sendMode({ offline, hold, paused }: { offline: boolean; hold: boolean; paused: boolean }): SendMode {
	if (offline) return "offline";
	if (hold) return "hold";
	return paused ? "paused" : "now";
}
