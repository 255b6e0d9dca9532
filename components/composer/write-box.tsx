"use client";

import { ImagePlus } from "lucide-react";
import { useTranslations } from "next-intl";
import {
	type ClipboardEvent,
	type FocusEvent,
	type KeyboardEvent,
	type ReactNode,
	type RefObject,
	useId,
	useRef,
} from "react";
import { classNames } from "@/components/ui/class-names";
import { FieldMarks } from "./field-marks";
import { filesOf, useFileDrop } from "./file-drop";
import type { TextRange } from "./insert-text";
import { useFieldLimit } from "./use-field-limit";
import type { TokenList } from "./use-token-list";

type FieldList = Pick<
	TokenList<{ id: string }>,
	"open" | "listId" | "items" | "index" | "optionId" | "follow" | "leave"
>;

interface WriteBoxProps {
	field: RefObject<HTMLTextAreaElement | null>;
	label: string;
	placeholder: string;
	text: string;
	/** Parts of the text that stand out: what is still to be filled in, or in a note who is named. */
	marks: readonly TextRange[];
	invalid?: boolean;
	/** A note for colleagues stands on yellow. */
	tone: "reply" | "note";
	/** The list that the field steers while it keeps the focus, such as quick replies. */
	list?: FieldList;
	onWrite: (text: string) => void;
	onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
	onCompositionEnd: () => void;
	onFiles: (files: readonly File[]) => void;
	/** Neither the field nor its tools have the focus any more. */
	onLeave?: () => void;
	/** Which of the two is being written. */
	tabs?: ReactNode;
	/** The open list, over the box. */
	popover?: ReactNode;
	/** What goes with the text. */
	tiles?: ReactNode;
	tools: ReactNode;
	/** The one thing that matters most now, beside the button. */
	note: ReactNode;
	button: ReactNode;
}

/** A field that grows with its text, what goes with it above, tools and the button below. It takes files in every way. */
export function WriteBox(props: WriteBoxProps) {
	const { field, label, placeholder, text, marks, invalid, tone, list, onWrite, onKeyDown } = props;
	const { onCompositionEnd, onFiles, onLeave, tabs, popover, tiles, tools, note, button } = props;
	const t = useTranslations("composer");
	const box = useRef<HTMLFormElement>(null);
	const noteId = useId();
	const dropping = useFileDrop(box, onFiles);
	useFieldLimit(field);

	function onPaste(event: ClipboardEvent) {
		// What a spreadsheet copies is text first, and its picture only a likeness; a copied file comes with its name.
		const { types } = event.clipboardData;
		const files = filesOf(event.clipboardData);
		if (files.length === 0 || (types.includes("text/plain") && types.includes("text/html"))) return;
		event.preventDefault();
		onFiles(files);
	}

	function onBlur(event: FocusEvent) {
		if (event.currentTarget.contains(event.relatedTarget)) return;
		list?.leave();
		onLeave?.();
	}

	const look = classNames(
		"marked-field field-sizing-content max-h-50 min-h-[52px] w-full resize-none px-3.5 pt-1.5 pb-0.5 text-14 outline-none max-sm:min-h-11 max-sm:rounded-card max-sm:border max-sm:px-3 max-sm:py-2.5 max-sm:text-16/[22px]",
		tone === "note"
			? "max-sm:border-note-line"
			: "max-sm:border-control max-sm:focus:border-accent max-sm:focus:shadow-[0_0_0_3px_var(--accent-tint)]",
		!tabs && "pt-2.5",
	);

	return (
		<form
			ref={box}
			// Keys and buttons say themselves what they do; a search field of a tool must not send.
			onSubmit={(event) => event.preventDefault()}
			onPaste={onPaste}
			onBlur={onBlur}
			className={classNames(
				"px-3 pt-1 pb-3 max-sm:border-t max-sm:border-line max-sm:bg-surface max-sm:p-2 max-sm:pb-[max(8px,env(safe-area-inset-bottom))]",
				tone === "note" && "max-sm:bg-note",
			)}
		>
			<div
				className={classNames(
					"relative flex flex-col rounded-card border max-sm:flex-row max-sm:flex-wrap max-sm:items-end max-sm:gap-x-1 max-sm:gap-y-1.5 max-sm:border-0 max-sm:shadow-none!",
					tone === "note"
						? "border-note-line bg-note"
						: "border-control bg-surface focus-within:border-accent focus-within:shadow-[0_0_0_3px_var(--accent-tint)]",
				)}
			>
				{popover}
				{tabs}
				{tiles}
				<div className="relative flex min-w-0 max-sm:flex-1">
					<FieldMarks
						field={field}
						text={text}
						marks={marks}
						look={tone === "note" ? "name" : "blank"}
						className={look}
					/>
					<textarea
						ref={field}
						value={text}
						rows={1}
						// A browser that restores it would say twice what the draft says.
						autoComplete="off"
						aria-label={label}
						aria-describedby={noteId}
						aria-invalid={invalid || undefined}
						placeholder={placeholder}
						{...(list?.open && {
							"aria-autocomplete": "list",
							"aria-haspopup": "listbox",
							"aria-controls": list.listId,
							"aria-activedescendant": list.items.length > 0 ? list.optionId(list.index) : undefined,
						})}
						onChange={(event) => onWrite(event.target.value)}
						onKeyDown={onKeyDown}
						onSelect={list?.follow}
						onCompositionEnd={onCompositionEnd}
						className={classNames(look, "relative bg-transparent text-fg placeholder:text-fg-3")}
					/>
				</div>
				<div className="flex items-center gap-0.5 px-2 pt-1 pb-2 max-sm:contents">
					{tools}
					<span
						id={noteId}
						className="ml-auto min-w-0 pr-2 text-right text-12 text-fg-3 max-sm:-order-2 max-sm:empty:hidden max-sm:basis-full max-sm:pr-1 max-sm:has-[>[data-keys]]:hidden"
					>
						{note}
					</span>
					{button}
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
