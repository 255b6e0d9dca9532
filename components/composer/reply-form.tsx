"use client";

import { Image, LayoutTemplate, Link, Zap } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { usePreferences } from "@/components/account/preferences";
import { useShortcut } from "@/components/shell/shortcuts";
import { isComposingKey, useEnter } from "@/components/ui/composition";
import { useMediaQuery } from "@/components/ui/media-query";
import { onDemand } from "@/components/ui/on-demand";
import type { AgentRef, ConversationItem } from "@/lib/conversations/schema";
import { Attachments } from "./attachments";
import type { CardWindow } from "./cards/card-footer";
import type { CardPickerProps } from "./cards/card-picker";
import { useDesk } from "./desk";
import { EmojiButton } from "./emoji/emoji-button";
import { useFileChooser } from "./file-chooser";
import { knownValues } from "./known-values";
import { BlankChips } from "./quick-replies/blank-chips";
import { type Blank, blanksOf, nextBlank } from "./quick-replies/blanks";
import { useQuickReplyList } from "./quick-replies/use-quick-reply-list";
import { SendButton } from "./send-button";
import { enterMeaning } from "./send-keys";
import { SendNote } from "./send-note";
import { type Tool, ToolRow } from "./tool-row";
import { useReply } from "./use-reply";
import { WriteBox } from "./write-box";

const CardPicker = onDemand(async () => (await import("./cards/card-picker")).default);

interface ReplyFormProps {
	conversation: Pick<ConversationItem, "id" | "customer" | "channel" | "mode" | "assignee">;
	me: AgentRef;
	/** The open window; null where replies are held until the customer writes. */
	window: CardWindow["open"];
	/** The channel is broken: replies wait until it is mended. */
	paused: boolean;
	field: RefObject<HTMLTextAreaElement | null>;
	tabs: ReactNode;
	/** Shows the field for a note. */
	onNote: () => void;
	onEscape: () => void;
}

/** The field for a reply, with what goes with it above. Enter sends, Shift+Enter breaks the line, Escape goes back to the list. */
export function ReplyForm(props: ReplyFormProps) {
	const { conversation, me, window, field, tabs, onNote, onEscape } = props;
	const t = useTranslations("composer");
	const { typing } = useDesk();
	const reply = useReply(props);
	const { text, plan, mode, remaining } = reply;
	const blanks = blanksOf(text);
	const [picking, setPicking] = useState<Pick<CardPickerProps, "type" | "cardId"> | null>(null);
	const { sendKey } = usePreferences();
	const phone = useMediaQuery("(max-width: 639px)", false);
	const chooser = useFileChooser(reply.addPictures);
	const quick = useQuickReplyList({
		field,
		text,
		channelId: conversation.channel.id,
		known: knownValues(conversation, me),
		onSend: reply.sendText,
		onCard: ({ id, type }) => setPicking({ type, cardId: id }),
	});

	function select({ from, to }: Blank) {
		field.current?.focus();
		field.current?.setSelectionRange(from, to);
	}

	function send(andEnd: boolean) {
		if (plan.blocked === "blanks" && blanks[0]) select(blanks[0]);
		else if (andEnd) void reply.sendAndEnd();
		else reply.send();
	}

	const enter = useEnter(
		(press) => send(enterMeaning(press, sendKey) === "send_and_end"),
		(press) => enterMeaning(press, sendKey) !== "newline",
	);
	useShortcut("card", () => setPicking({ type: "miniprogrampage" }));
	useShortcut("link", () => setPicking({ type: "link" }));
	useFocusAfter(picking !== null || quick.busy, field);
	useEffect(() => () => typing.stopped(conversation.id), [typing, conversation.id]);

	function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
		if (quick.list.onKeyDown(event)) return;
		const { selectionStart: from, selectionEnd: to } = event.currentTarget;
		const blank = event.key === "Tab" && nextBlank(blanks, { from, to }, event.shiftKey);
		if (blank && !isComposingKey(event)) {
			event.preventDefault();
			select(blank);
		} else if (event.key === "Escape" && !isComposingKey(event)) onEscape();
		else enter.onKeyDown(event);
	}

	const tools: Tool[] = [
		{ label: t("addPicture"), icon: Image, onUse: chooser.choose },
		{
			label: t("tool.card"),
			icon: LayoutTemplate,
			keyHint: "⌥P",
			onUse: () => setPicking({ type: "miniprogrampage" }),
		},
		{ label: t("tool.link"), icon: Link, keyHint: "⌥L", onUse: () => setPicking({ type: "link" }) },
	];
	const quickTool: Tool = { label: t("tool.quickReply"), icon: Zap, keyHint: "/", onUse: quick.open };
	return (
		<WriteBox
			field={field}
			tone="reply"
			label={t("label")}
			placeholder={t(phone ? "placeholderPhone" : "placeholder")}
			text={text}
			marks={blanks}
			invalid={plan.blocked === "too_long"}
			list={quick.list}
			onWrite={(value) => {
				reply.write(value);
				quick.list.follow();
			}}
			onKeyDown={onKeyDown}
			onCompositionEnd={enter.onCompositionEnd}
			onFiles={reply.addPictures}
			onLeave={() => typing.stopped(conversation.id)}
			tabs={tabs}
			popover={quick.popover}
			tiles={
				<>
					<BlankChips blanks={blanks} onChosen={select} />
					<Attachments
						conversationId={conversation.id}
						pictures={reply.pictures}
						cards={reply.cards}
						plan={plan}
						mode={mode}
						onRemoved={() => field.current?.focus()}
					/>
				</>
			}
			tools={
				<>
					<ToolRow emoji={<EmojiButton field={field} />} tools={tools} last={quickTool} onNote={onNote} />
					{chooser.input}
					{quick.dialog}
					{picking && (
						<CardPicker
							{...picking}
							conversation={conversation}
							me={me}
							window={{ open: window, mode }}
							onInsert={(card) => {
								setPicking(null);
								reply.insertCard(card);
							}}
							onSend={(card) => {
								setPicking(null);
								reply.sendCard(card);
							}}
							onClose={() => setPicking(null)}
							onFailed={() => setPicking(null)}
						/>
					)}
				</>
			}
			note={
				<SendNote
					plan={plan}
					mode={mode}
					remaining={remaining}
					told={window?.grant === "enter"}
					text={text}
				/>
			}
			button={
				<SendButton
					plan={plan}
					mode={mode}
					remaining={remaining}
					onSend={() => send(false)}
					onSendAndEnd={() => send(true)}
					onSendSome={reply.sendSome}
				/>
			}
		/>
	);
}

/** Gives the focus back to the field when what was over it is gone. */
function useFocusAfter(open: boolean, field: RefObject<HTMLTextAreaElement | null>): void {
	const wasOpen = useRef(false);
	useEffect(() => {
		if (wasOpen.current && !open) field.current?.focus();
		wasOpen.current = open;
	}, [open, field]);
}
