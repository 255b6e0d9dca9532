"use client";

import { Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import { type KeyboardEvent, useRef } from "react";
import { CloseButton } from "@/components/ui/close-button";
import { strangerWords } from "@/components/ui/hidden-characters";
import { Kbd } from "@/components/ui/kbd";
import type { ConversationItem } from "@/lib/conversations/schema";

interface PaletteFieldProps {
	text: string;
	listId: string;
	/** Of the chosen line. */
	optionId: string | undefined;
	conversation: ConversationItem | undefined;
	onWrite: (text: string, composing: boolean) => void;
	onKeyDown: (event: KeyboardEvent) => void;
	onCompositionEnd: () => void;
}

/** The one thing in the palette that has the focus: it steers the list below it. */
export function PaletteField(props: PaletteFieldProps) {
	const { text, listId, optionId, conversation, onWrite, onKeyDown, onCompositionEnd } = props;
	const t = useTranslations();
	const composing = useRef(false);
	return (
		<div className="flex h-[52px] flex-none items-center gap-2.5 border-b border-line px-4">
			<Search size={18} strokeWidth={1.75} aria-hidden className="flex-none" />
			<input
				role="combobox"
				aria-label={t("commands.field")}
				aria-expanded
				aria-haspopup="listbox"
				aria-autocomplete="list"
				aria-controls={listId}
				aria-activedescendant={optionId}
				autoComplete="off"
				spellCheck={false}
				maxLength={100}
				value={text}
				placeholder={t("commands.placeholder")}
				onChange={(event) => onWrite(event.target.value, composing.current)}
				onKeyDown={onKeyDown}
				onCompositionStart={() => {
					composing.current = true;
				}}
				onCompositionEnd={(event) => {
					composing.current = false;
					onCompositionEnd();
					onWrite(event.currentTarget.value, false);
				}}
				className="min-w-0 flex-1 bg-transparent text-16 outline-none placeholder:text-fg-3"
			/>
			{conversation && (
				<span className="inline-flex h-[18px] max-w-40 flex-none items-center truncate rounded-chip bg-hover px-[5px] text-11 font-medium text-fg-2 max-sm:hidden">
					{t("commands.about", { name: strangerWords(conversation.customer.name) })}
				</span>
			)}
			<span aria-hidden className="max-sm:hidden">
				<Kbd>Esc</Kbd>
			</span>
			<span className="sm:hidden">
				<Radix.Close asChild>
					<CloseButton label={t("common.close")} />
				</Radix.Close>
			</span>
		</div>
	);
}
