"use client";

import { Dialog as Radix } from "radix-ui";
import type { ReactNode, RefObject } from "react";
import { classNames } from "./class-names";
import { CloseButton } from "./close-button";
import { isComposingKey } from "./composition";
import { useFocusBack } from "./focus-back";

interface DialogProps {
	open: boolean;
	onOpenChange: (open: boolean) => void;
	title: string;
	/** Beside the title. */
	subtitle?: ReactNode;
	/** Name of the closing button. Without it the dialog can only be left by what it holds. */
	closeLabel?: string;
	/** On a phone the dialog slides up from the lower edge. */
	sheet?: boolean;
	/** What it holds has a way out of its own: no cross beside the title. */
	crossless?: boolean;
	/** Names of shortcuts that go on working while it is open. */
	keys?: string;
	/** Has the focus when it opens; without it the first that can have it. */
	initialFocus?: RefObject<HTMLElement | null>;
	className?: string;
	footer?: ReactNode;
	children: ReactNode;
}

/** A dialog over the page: focus is kept inside, Escape closes it, focus goes back where it was. */
export function Dialog({
	open,
	onOpenChange,
	title,
	subtitle,
	closeLabel,
	sheet = false,
	crossless = false,
	keys,
	initialFocus,
	className,
	footer,
	children,
}: DialogProps) {
	const focusBack = useFocusBack(initialFocus);
	const stay = closeLabel ? undefined : (event: Event) => event.preventDefault();
	/** The Escape that ends a composition is the input method's. */
	const onEscape = (event: KeyboardEvent) => {
		if (!closeLabel || isComposingKey(event)) event.preventDefault();
	};
	return (
		<Radix.Root open={open} onOpenChange={onOpenChange}>
			<Radix.Portal>
				<Radix.Overlay className="fixed inset-0 z-40 animate-[appear_140ms] bg-(--scrim)" />
				<Radix.Content
					aria-describedby={undefined}
					data-keys={keys}
					onEscapeKeyDown={onEscape}
					onPointerDownOutside={stay}
					{...focusBack}
					className={classNames(
						"fixed top-1/2 left-1/2 z-40 flex max-h-[calc(100dvh-32px)] w-[480px] max-w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 flex-col overflow-hidden rounded-dialog border border-line bg-raised shadow-dialog",
						sheet &&
							"max-sm:inset-x-0 max-sm:top-auto max-sm:bottom-0 max-sm:w-full max-sm:max-w-none max-sm:translate-none max-sm:animate-rise max-sm:rounded-b-none max-sm:rounded-t-sheet max-sm:pb-6",
						className,
					)}
				>
					<header
						className={classNames(
							"flex h-[52px] flex-none items-center gap-2 border-b border-line pr-3 pl-5",
							sheet &&
								"relative max-sm:h-14 max-sm:border-b-0 max-sm:pt-3 max-sm:before:absolute max-sm:before:top-2 max-sm:before:left-1/2 max-sm:before:h-1 max-sm:before:w-9 max-sm:before:-translate-x-1/2 max-sm:before:rounded-full max-sm:before:bg-line-2",
						)}
					>
						<Radix.Title className="min-w-0 truncate text-16 font-semibold">{title}</Radix.Title>
						<span className="flex min-w-0 flex-1 items-center gap-1 truncate text-12 text-fg-3">
							{subtitle}
						</span>
						{closeLabel && !crossless && (
							<Radix.Close asChild>
								<CloseButton label={closeLabel} />
							</Radix.Close>
						)}
					</header>
					<div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
					{footer && (
						<footer className="flex flex-none items-center gap-2 border-t border-line px-5 py-3">
							{footer}
						</footer>
					)}
				</Radix.Content>
			</Radix.Portal>
		</Radix.Root>
	);
}
