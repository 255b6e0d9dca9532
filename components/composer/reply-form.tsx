"use client";

import { Image } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useLive } from "@/components/live/live-provider";
import { useShortcut } from "@/components/shell/shortcuts";
import { useClock } from "@/components/ui/clock";
import { isComposingKey, useEnter } from "@/components/ui/composition";
import { toastFailed } from "@/components/ui/toaster";
import { useDesk, useDraft, usePictures } from "./desk";
import { EmojiButton } from "./emoji/emoji-button";
import { useFileChooser } from "./file-chooser";
import type { Outgoing } from "./outbox";
import { PictureTiles } from "./picture-tiles";
import { SendButton } from "./send-button";
import { SendNote } from "./send-note";
import { planSend, type SendMode } from "./send-plan";
import { type Tool, ToolRow } from "./tool-row";
import { WriteBox } from "./write-box";

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
	const field = useRef<HTMLTextAreaElement>(null);
	const text = useDraft(conversationId) ?? "";
	const pictures = usePictures(conversationId);
	const plan = planSend(text, pictures, remaining);
	const hold = remaining === null;
	const mode = sendMode({ offline: status === "offline", hold, paused });
	const chooser = useFileChooser(addPictures);

	function addPictures(files: readonly File[]) {
		const tooMany = desk.add(conversationId, files);
		if (tooMany > 0) toastFailed(t("tooManyPictures", { count: tooMany }), "too-many-pictures");
		field.current?.focus();
	}

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

	const tools: Tool[] = [{ label: t("addPicture"), icon: Image, onUse: chooser.choose }];
	return (
		<WriteBox
			field={field}
			tone="reply"
			label={t("label")}
			placeholder={t("placeholder")}
			text={text}
			invalid={plan.blocked === "too_long"}
			onWrite={write}
			onKeyDown={onKeyDown}
			onCompositionEnd={enter.onCompositionEnd}
			onFiles={addPictures}
			onLeave={() => typing.stopped(conversationId)}
			tiles={
				<PictureTiles pictures={pictures} plan={plan} mode={mode} onRemoved={() => field.current?.focus()} />
			}
			tools={
				<>
					<ToolRow emoji={<EmojiButton field={field} />} tools={tools} />
					{chooser.input}
				</>
			}
			note={<SendNote plan={plan} mode={mode} remaining={remaining} text={text} />}
			button={<SendButton plan={plan} mode={mode} remaining={remaining} onSend={send} />}
		/>
	);
}

function sendMode({ offline, hold, paused }: { offline: boolean; hold: boolean; paused: boolean }): SendMode {
	if (offline) return "offline";
	if (hold) return "hold";
	return paused ? "paused" : "now";
}
