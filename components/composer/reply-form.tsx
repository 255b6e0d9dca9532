"use client";

import { Image, LayoutTemplate, Link } from "lucide-react";
import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { useLive } from "@/components/live/live-provider";
import { useShortcut } from "@/components/shell/shortcuts";
import { useClock } from "@/components/ui/clock";
import { isComposingKey, useEnter } from "@/components/ui/composition";
import { toastFailed } from "@/components/ui/toaster";
import type { AgentRef, ConversationItem } from "@/lib/conversations/schema";
import { Attachments } from "./attachments";
import type { CardWindow } from "./cards/card-footer";
import type { CardShown, FieldCard } from "./cards/field-cards";
import { newKey, useDesk, useDraft, useFieldCards, usePictures } from "./desk";
import { EmojiButton } from "./emoji/emoji-button";
import { useFileChooser } from "./file-chooser";
import type { Outgoing } from "./outbox";
import { SendButton } from "./send-button";
import { SendNote } from "./send-note";
import { planSend, type SendMode } from "./send-plan";
import { type Tool, ToolRow } from "./tool-row";
import { WriteBox } from "./write-box";

const CardPicker = dynamic(() => import("./cards/card-picker"), { ssr: false });

interface ReplyFormProps {
	conversation: Pick<ConversationItem, "id" | "customer" | "channel">;
	me: AgentRef;
	/** The open window; null where replies are held until the customer writes. */
	window: CardWindow["open"];
	/** The channel is broken: replies wait until it is mended. */
	paused: boolean;
	/** Changes whenever the field is to have the focus. */
	focusedAt: number;
	tabs: ReactNode;
	/** Shows the field for a note. */
	onNote: () => void;
	onEscape: () => void;
}

/** The field for a text, with pictures above it. Enter sends, Shift+Enter breaks the line, Escape goes back to the list. */
export function ReplyForm({
	conversation,
	me,
	window,
	paused,
	focusedAt,
	tabs,
	onNote,
	onEscape,
}: ReplyFormProps) {
	const t = useTranslations("composer");
	const desk = useDesk();
	const { drafts, typing } = desk;
	const { id: conversationId } = conversation;
	const clock = useClock();
	const { status } = useLive();
	const field = useRef<HTMLTextAreaElement>(null);
	const text = useDraft(conversationId) ?? "";
	const pictures = usePictures(conversationId);
	const cards = useFieldCards(conversationId);
	const [picking, setPicking] = useState<CardShown["type"] | null>(null);
	const remaining = window?.remaining ?? null;
	const plan = planSend(text, pictures, remaining, cards.length);
	const hold = remaining === null;
	const mode = sendMode({ offline: status === "offline", hold, paused });
	const chooser = useFileChooser(addPictures);

	function addPictures(files: readonly File[]) {
		const tooMany = desk.pictures.add(conversationId, files);
		if (tooMany > 0) toastFailed(t("tooManyPictures", { count: tooMany }), "too-many-pictures");
		field.current?.focus();
	}

	const post = (contents: readonly Outgoing[]) =>
		desk.outbox.send(conversationId, contents, { at: new Date(clock.now()).toISOString(), hold });

	function send() {
		if (plan.blocked) return;
		const images = pictures.map(({ id, mediaId }): Outgoing => ({ type: "image", pictureId: id, mediaId }));
		const chosen = cards.map((card): Outgoing => ({ type: "card", card }));
		desk.pictures.takeAll(conversationId);
		desk.cards.takeAll(conversationId);
		void post([...images, ...chosen, ...(plan.hasText ? [{ type: "text", text } as const] : [])]);
		drafts.set(conversationId, "");
		typing.sent(conversationId);
		field.current?.focus();
	}

	function sendCard(card: Omit<FieldCard, "id">) {
		setPicking(null);
		void post([{ type: "card", card: { ...card, id: newKey() } }]);
		typing.sent(conversationId);
	}

	function insertCard(card: Omit<FieldCard, "id">) {
		setPicking(null);
		desk.cards.add(conversationId, { ...card, id: newKey() });
	}

	const enter = useEnter(send);
	useShortcut("card", () => setPicking("miniprogrampage"));
	useShortcut("link", () => setPicking("link"));
	useFocusAfter(picking !== null, field);
	useEffect(() => {
		if (focusedAt > 0) field.current?.focus();
	}, [focusedAt]);
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

	const tools: Tool[] = [
		{ label: t("addPicture"), icon: Image, onUse: chooser.choose },
		{
			label: t("tool.card"),
			icon: LayoutTemplate,
			keyHint: "⌥P",
			onUse: () => setPicking("miniprogrampage"),
		},
		{ label: t("tool.link"), icon: Link, keyHint: "⌥L", onUse: () => setPicking("link") },
	];
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
			tabs={tabs}
			tiles={
				<Attachments
					conversationId={conversationId}
					pictures={pictures}
					cards={cards}
					plan={plan}
					mode={mode}
					onRemoved={() => field.current?.focus()}
				/>
			}
			tools={
				<>
					<ToolRow emoji={<EmojiButton field={field} />} tools={tools} onNote={onNote} />
					{chooser.input}
					{picking && (
						<CardPicker
							type={picking}
							conversation={conversation}
							me={me}
							window={{ open: window, mode }}
							onInsert={insertCard}
							onSend={sendCard}
							onClose={() => setPicking(null)}
						/>
					)}
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

/** Gives the focus back to the field when what was over it is gone. */
function useFocusAfter(open: boolean, field: RefObject<HTMLTextAreaElement | null>): void {
	const wasOpen = useRef(false);
	useEffect(() => {
		if (wasOpen.current && !open) field.current?.focus();
		wasOpen.current = open;
	}, [open, field]);
}
