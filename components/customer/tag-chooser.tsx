"use client";

import { Check, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type Ref, useId, useState } from "react";
import { useTags } from "@/components/inbox/tag-data";
import { useShortcut } from "@/components/shell/shortcuts";
import { classNames } from "@/components/ui/class-names";
import { isComposingKey, useEnter } from "@/components/ui/composition";
import { Popover } from "@/components/ui/popover";
import { useChoice, useSteadyOrder } from "@/components/ui/steady-list";
import { TAG_MAX_CHARACTERS } from "@/lib/conversations/limits";
import { optionsOf } from "./tag-options";

interface TagChooserProps {
	tags: string[];
	onToggle: (tag: string) => void;
	/** The button that opens it, for who wants to give it the focus. */
	button: Ref<HTMLButtonElement>;
}

/** A button that opens a field: what is typed narrows the tags, Enter puts one on or takes it off. */
export function TagChooser({ tags, onToggle, button }: TagChooserProps) {
	const t = useTranslations("customer");
	const [open, setOpen] = useState(false);
	useShortcut("tag", () => setOpen(true));
	return (
		<Popover
			label={t("addTag")}
			open={open}
			onOpenChange={setOpen}
			side="bottom"
			align="end"
			className="w-[232px]"
			trigger={
				<button
					ref={button}
					type="button"
					aria-label={t("addTag")}
					className="inline-flex size-6 items-center justify-center rounded-chip text-fg-2 hover:bg-hover hover:text-fg max-sm:size-11"
				>
					<Plus size={14} strokeWidth={1.75} aria-hidden />
				</button>
			}
		>
			<TagField tags={tags} onToggle={onToggle} />
		</Popover>
	);
}

function TagField({ tags, onToggle }: Omit<TagChooserProps, "button">) {
	const t = useTranslations("customer");
	const listId = useId();
	const known = useTags();
	const [typed, setTyped] = useState("");
	const wanted = typed.trim();
	const found = optionsOf(known?.map(({ name }) => name) ?? [], tags, wanted);
	const options = useSteadyOrder(wanted, found, String);
	const [place, choose] = useChoice(wanted, options);
	const take = (name: string | undefined) => {
		if (!name) return;
		onToggle(name);
		setTyped("");
		choose(0);
	};
	const enter = useEnter(() => take(options[place]));

	function onKeyDown(event: KeyboardEvent) {
		enter.onKeyDown(event);
		if (isComposingKey(event) || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
		event.preventDefault();
		const step = event.key === "ArrowDown" ? 1 : -1;
		choose((place + step + options.length) % Math.max(1, options.length));
	}

	return (
		<>
			<input
				role="combobox"
				aria-expanded
				aria-controls={listId}
				aria-activedescendant={place >= 0 ? `${listId}-${place}` : undefined}
				aria-label={t("addTag")}
				placeholder={t("tagPlaceholder")}
				maxLength={TAG_MAX_CHARACTERS}
				value={typed}
				onChange={(event) => setTyped(event.target.value)}
				onCompositionEnd={enter.onCompositionEnd}
				onKeyDown={onKeyDown}
				className="h-9 flex-none border-b border-line bg-transparent px-3 text-13 outline-none placeholder:text-fg-3 max-sm:h-11 max-sm:text-16"
			/>
			<div id={listId} role="listbox" aria-label={t("tags")} className="max-h-60 overflow-y-auto p-1">
				{options.map((name, index) => (
					// biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active one
					// biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's
					<div
						key={name}
						id={`${listId}-${index}`}
						role="option"
						aria-selected={tags.includes(name)}
						onPointerDown={(event) => event.preventDefault()}
						onClick={() => take(name)}
						className={classNames(
							"flex min-h-8 cursor-pointer items-center gap-2 rounded-control px-2 text-13 max-sm:min-h-11",
							index === place && "bg-selected",
						)}
					>
						<span className="min-w-0 flex-1 truncate">
							{known && !known.some((tag) => tag.name === name) && !tags.includes(name)
								? t("newTag", { tag: name })
								: name}
						</span>
						{tags.includes(name) && <Check size={14} strokeWidth={2} aria-hidden />}
					</div>
				))}
			</div>
		</>
	);
}
