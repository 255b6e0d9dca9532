"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { INBOX_PATH } from "@/components/inbox/inbox-url";
import { browserStorage } from "@/components/ui/browser-storage";
import { createCompositionGuard, isComposingKey } from "@/components/ui/composition";
import { useFocusBack } from "@/components/ui/focus-back";
import { usePinyinPlaces } from "@/components/ui/pinyin";
import { recentIds } from "@/components/ui/recent-ids";
import type { Command } from "./command";
import { PaletteField } from "./palette-field";
import { PaletteFoot } from "./palette-foot";
import { PaletteList } from "./palette-list";
import { sectionsOf } from "./palette-sections";
import { usePalette } from "./palette-sources";
import { usePaletteCommands } from "./use-palette-commands";

/** Everything that can be done or gone to, found by a few letters. Drawn while it is open. */
export default function Palette() {
	const t = useTranslations("commands");
	const router = useRouter();
	const { setOpen, sources } = usePalette();
	const [typed, setTyped] = useState("");
	/** Without the half words of an input method. */
	const [settled, setSettled] = useState("");
	const [chosenId, setChosenId] = useState<string | null>(null);
	const [recent] = useState(() => recentIds(browserStorage("localStorage"), "kefu-recent-commands"));
	const guard = useRef<ReturnType<typeof createCompositionGuard>>(undefined);
	guard.current ??= createCompositionGuard();
	const focusBack = useFocusBack();
	const afterwards = useRef<(() => void) | null>(null);
	const listId = useId();

	const { commands, conversation, search } = usePaletteCommands(settled);
	const sections = sectionsOf(commands, typed, recent.read(), usePinyinPlaces(true));
	const options = sections.flatMap(({ items }) => items.map(({ command }) => command));
	const chosen = choiceOf(options, chosenId);

	function write(text: string, composing: boolean) {
		setTyped(text);
		if (!composing) setSettled(text);
		setChosenId(null);
	}

	function take(command: Command | undefined, inNewTab: boolean) {
		if (!command) return;
		if (command.group !== "conversations") recent.use(command.id);
		const { href, run } = command;
		// Once the focus is back where it was: what is done now may want it elsewhere.
		afterwards.current = () => {
			if (href && inNewTab) window.open(href, "_blank", "noopener");
			else if (!href) run?.();
			else if (sources.goTo && href.startsWith(INBOX_PATH)) sources.goTo(href);
			else router.push(href);
		};
		setOpen(false);
	}

	function onKeyDown(event: KeyboardEvent) {
		if (guard.current?.owns(event)) return;
		const to = (place: number) => setChosenId(options[(place + options.length) % options.length]?.id ?? null);
		const acts: Record<string, () => void> = {
			ArrowDown: () => to(chosen + 1),
			ArrowUp: () => to(chosen - 1),
			PageDown: () => to(Math.min(chosen + 8, options.length - 1)),
			PageUp: () => to(Math.max(chosen - 8, 0)),
			Enter: () => take(options[chosen], event.metaKey || event.ctrlKey),
		};
		const act = acts[event.key];
		if (!act) return;
		event.preventDefault();
		if (options.length > 0) act();
	}

	return (
		<Radix.Root open onOpenChange={setOpen}>
			<Radix.Portal>
				<Radix.Overlay className="fixed inset-0 z-40 animate-[appear_140ms] bg-(--scrim)" />
				<Radix.Content
					aria-describedby={undefined}
					// Pressed again, it goes.
					data-keys="palette"
					onEscapeKeyDown={(event) => isComposingKey(event) && event.preventDefault()}
					onOpenAutoFocus={focusBack.onOpenAutoFocus}
					onCloseAutoFocus={(event) => {
						focusBack.onCloseAutoFocus(event);
						afterwards.current?.();
					}}
					className="fixed top-[112px] left-1/2 z-40 flex max-h-[min(480px,calc(100dvh-128px))] w-[640px] max-w-[calc(100vw-16px)] -translate-x-1/2 animate-[appear_140ms] flex-col overflow-hidden rounded-dialog border border-line bg-raised shadow-dialog max-sm:top-2 max-sm:max-h-[calc(100dvh-16px)]"
				>
					<Radix.Title className="sr-only">{t("title")}</Radix.Title>
					<PaletteField
						text={typed}
						listId={listId}
						optionId={options[chosen] && `${listId}-${options[chosen].id}`}
						conversation={conversation}
						onWrite={write}
						onKeyDown={onKeyDown}
						onCompositionEnd={guard.current.onCompositionEnd}
					/>
					<PaletteList
						listId={listId}
						sections={sections}
						chosenId={options[chosen]?.id}
						onPoint={setChosenId}
						onTake={take}
					/>
					<PaletteFoot search={search} count={options.length} />
				</Radix.Content>
			</Radix.Portal>
		</Radix.Root>
	);
}

/** Where the choice is: until somebody chooses, at the first that is known here. What the server adds later moves nothing. */
function choiceOf(options: readonly Command[], chosenId: string | null): number {
	const own = options.findIndex(({ id }) => id === chosenId);
	return own >= 0
		? own
		: Math.max(
				0,
				options.findIndex(({ found }) => !found),
			);
}
