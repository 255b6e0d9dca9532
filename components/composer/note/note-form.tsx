"use client";

import { AtSign, Image } from "lucide-react";
import { useTranslations } from "next-intl";
import type { KeyboardEvent, ReactNode, RefObject } from "react";
import { useColleagues } from "@/components/team/team-data";
import { useTeam } from "@/components/team/team-provider";
import { Button } from "@/components/ui/button";
import { useClock } from "@/components/ui/clock";
import { isComposingKey, useEnter } from "@/components/ui/composition";
import { usePinyinMatch } from "@/components/ui/pinyin";
import { toastFailed } from "@/components/ui/toaster";
import { utf8Bytes } from "@/lib/channels/limits";
import { NOTE_MAX_BYTES } from "@/lib/conversations/limits";
import type { AgentRef, ConversationItem } from "@/lib/conversations/schema";
import { useDesk, useNoteDraft, usePictures } from "../desk";
import { EmojiButton } from "../emoji/emoji-button";
import { useFileChooser } from "../file-chooser";
import { insertText } from "../insert-text";
import { PictureTiles } from "../picture-tiles";
import { notePlace } from "../place";
import { mentionToken } from "../token";
import { ToolRow } from "../tool-row";
import { useTokenList } from "../use-token-list";
import { WriteBox } from "../write-box";
import { MentionPopover } from "./mention-popover";
import { findColleagues, mentionRanges, mentionsIn } from "./mentions";

interface NoteFormProps {
	conversation: Pick<ConversationItem, "id" | "channel">;
	me: AgentRef;
	field: RefObject<HTMLTextAreaElement | null>;
	tabs: ReactNode;
	onEscape: () => void;
}

/** Words for colleagues alone, whoever has the conversation and whatever its window: on yellow, so that nobody mistakes them. */
export function NoteForm({ conversation, me, field, tabs, onEscape }: NoteFormProps) {
	const t = useTranslations("composer.note");
	const { outbox, noteDrafts, pictures: desk } = useDesk();
	const clock = useClock();
	const { beats } = useTeam();
	const { id } = conversation;
	const place = notePlace(id);
	const text = useNoteDraft(id);
	const pictures = usePictures(place);
	const colleagues = useColleagues(conversation.channel.id).filter((agent) => agent.id !== me.id);
	const inPinyin = usePinyinMatch(text.includes("@") || text.includes("＠"));
	const mentions = mentionsIn(text, colleagues);
	const tooLong = utf8Bytes(text) > NOTE_MAX_BYTES;
	const failed = pictures.some(({ state, error }) => state === "failed" && !error?.passing);
	const blocked = tooLong || failed || text.trim() === "";
	const chooser = useFileChooser(addPicture);

	const list = useTokenList({
		field,
		text,
		find: mentionToken,
		itemsOf: ({ query }) => findColleagues(colleagues, query, inPinyin),
		onTake: (agent, token) => {
			if (agent && field.current) insertText(field.current, `@${agent.name} `, token);
		},
	});

	function addPicture(files: readonly File[]) {
		const room = 1 - pictures.length;
		if (files.length > room) toastFailed(t("onePicture"), "one-picture");
		desk.add(place, files.slice(0, room));
		field.current?.focus();
	}

	function add() {
		if (blocked) return;
		const [picture] = pictures;
		desk.takeAll(place);
		const content = {
			type: "note",
			text,
			mentions,
			picture: picture ? { pictureId: picture.id, mediaId: picture.mediaId } : null,
		} as const;
		void outbox.send(id, [content], { at: new Date(clock.now()).toISOString(), hold: false });
		noteDrafts.set(id, "");
		beats.write(id, null);
		field.current?.focus();
	}

	const enter = useEnter(add);

	function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
		if (list.onKeyDown(event)) return;
		if (event.key === "Escape" && !isComposingKey(event)) onEscape();
		else enter.onKeyDown(event);
	}

	return (
		<WriteBox
			field={field}
			tone="note"
			label={t("label")}
			placeholder={t("placeholder")}
			text={text}
			marks={mentionRanges(text, colleagues)}
			invalid={tooLong}
			list={list}
			onWrite={(value) => {
				noteDrafts.set(id, value);
				beats.write(id, value.trim() === "" ? null : "note");
				list.follow();
			}}
			onKeyDown={onKeyDown}
			onCompositionEnd={enter.onCompositionEnd}
			onFiles={addPicture}
			tabs={tabs}
			popover={list.open && <MentionPopover list={list} />}
			tiles={
				pictures.length > 0 && (
					<div className="px-3 pt-2 text-12 text-note-fg max-sm:-order-3 max-sm:basis-full">
						<PictureTiles pictures={pictures} mode="now" onRemoved={() => field.current?.focus()} />
					</div>
				)
			}
			tools={
				<>
					<ToolRow
						emoji={<EmojiButton field={field} />}
						tools={[
							{ label: t("addPicture"), icon: Image, onUse: chooser.choose },
							{
								label: t("mention"),
								icon: AtSign,
								keyHint: "@",
								onUse: () => field.current && insertText(field.current, "@"),
							},
						]}
					/>
					{chooser.input}
				</>
			}
			note={<NoteHint tooLong={tooLong} mentions={mentions} />}
			button={
				<Button
					size="sm"
					disabled={blocked && text.trim() !== ""}
					onClick={add}
					className="max-sm:h-11 max-sm:px-4"
				>
					{t("add")}
				</Button>
			}
		/>
	);
}

function NoteHint({ tooLong, mentions }: { tooLong: boolean; mentions: readonly AgentRef[] }) {
	const t = useTranslations("composer.note");
	if (tooLong)
		return (
			<span role="alert" className="text-danger-fg">
				{t("tooLong")}
			</span>
		);
	const names = mentions.map(({ name }) => name).join(t("and"));
	return <span className="text-note-fg">{names ? t("tells", { names }) : t("colleaguesOnly")}</span>;
}
