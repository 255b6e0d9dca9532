"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { isComposingKey } from "@/components/ui/composition";
import { IconButton } from "@/components/ui/icon-button";
import { StrangerText } from "@/components/ui/stranger-text";
import { TimeText } from "@/components/ui/time-text";
import type { CustomerNote } from "@/lib/customers/schema";
import { Section } from "./section";

const NOTE_MAX_CHARACTERS = 2000;

interface CustomerNotesProps {
	notes: CustomerNote[];
	/** True when it was kept. */
	onAdd: (text: string) => Promise<boolean>;
	onDelete: (noteId: string) => Promise<boolean>;
}

/** What colleagues should know of the customer. Nobody sends it. */
export function CustomerNotes({ notes, onAdd, onDelete }: CustomerNotesProps) {
	const t = useTranslations("customer");
	const [writing, setWriting] = useState(false);
	return (
		<Section
			title={t("notes")}
			action={
				<IconButton
					label={t("addNote")}
					onClick={() => setWriting(true)}
					className="sm:size-6!"
					icon={<Plus size={14} strokeWidth={1.75} aria-hidden />}
				/>
			}
		>
			{writing && <NoteField onAdd={onAdd} onClose={() => setWriting(false)} />}
			{notes.length === 0 && !writing && (
				<button
					type="button"
					onClick={() => setWriting(true)}
					className="w-full rounded-control border border-dashed border-line-2 px-2.5 py-2 text-left text-12 text-fg-3 hover:bg-hover"
				>
					{t("noNotes")}
				</button>
			)}
			<ul className="space-y-2">
				{notes.map((note) => (
					<Note key={note.id} note={note} onDelete={() => void onDelete(note.id)} />
				))}
			</ul>
		</Section>
	);
}

function Note({ note, onDelete }: { note: CustomerNote; onDelete: () => void }) {
	const t = useTranslations("customer");
	return (
		<li className="rounded-menu border border-note-line bg-note px-2.5 py-2 text-12 text-note-fg">
			<p className="break-words whitespace-pre-wrap">
				<StrangerText>{note.text}</StrangerText>
			</p>
			<p className="mt-0.5 flex items-center gap-1 text-11">
				<span className="min-w-0 truncate">{note.by?.name ?? t("formerColleague")}</span>
				<span aria-hidden>·</span>
				<TimeText at={note.at} as="brief" />
				{note.mine && (
					<button
						type="button"
						aria-label={t("deleteNote")}
						onClick={onDelete}
						className="-my-1 ml-auto inline-flex size-6 flex-none items-center justify-center rounded-chip hover:bg-hover hover:text-fg max-sm:size-11"
					>
						<Trash2 size={12} strokeWidth={1.75} aria-hidden />
					</button>
				)}
			</p>
		</li>
	);
}

/** Enter is a new line here; the button or ⌘Enter keeps the note, Escape leaves. */
function NoteField({ onAdd, onClose }: { onAdd: (text: string) => Promise<boolean>; onClose: () => void }) {
	const t = useTranslations();
	const [text, setText] = useState("");
	const [busy, setBusy] = useState(false);

	async function keep() {
		if (busy || text.trim() === "") return;
		setBusy(true);
		if (await onAdd(text.trim())) onClose();
		else setBusy(false);
	}

	function onKeyDown(event: KeyboardEvent) {
		if (isComposingKey(event)) return;
		if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void keep();
		if (event.key === "Escape" && text === "") onClose();
	}

	return (
		<div className="mb-2 space-y-1.5">
			<textarea
				// biome-ignore lint/a11y/noAutofocus: it appears because somebody asked for it
				autoFocus
				rows={3}
				aria-label={t("customer.addNote")}
				placeholder={t("customer.noNotes")}
				maxLength={NOTE_MAX_CHARACTERS}
				value={text}
				onChange={(event) => setText(event.target.value)}
				onKeyDown={onKeyDown}
				className="w-full resize-y rounded-control border border-control bg-surface px-2 py-1.5 text-13 outline-none placeholder:text-fg-3 focus:border-accent focus:shadow-[0_0_0_3px_var(--accent-tint)] max-sm:text-16"
			/>
			<div className="flex justify-end gap-1.5">
				<Button size="sm" look="ghost" onClick={onClose}>
					{t("common.cancel")}
				</Button>
				<Button
					size="sm"
					look="primary"
					busy={busy}
					disabled={text.trim() === ""}
					onClick={() => void keep()}
				>
					{t("common.save")}
				</Button>
			</div>
		</div>
	);
}
