"use client";

import { Popover as Radix } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { classNames } from "./class-names";
import { isComposingKey } from "./composition";

interface PopoverProps {
	open: boolean;
	onOpenChange: (open: boolean) => void;
	/** The button that opens it. */
	trigger: ReactElement;
	/** Names it for a screen reader. */
	label: string;
	align?: "start" | "center" | "end";
	side?: "top" | "bottom";
	/** Where the focus goes when it closes; absent: back to the trigger. */
	onClosed?: () => void;
	className?: string;
	children: ReactNode;
}

/** A small pane at its trigger, drawn where it stands, so that it stays inside its landmark. Escape closes it. */
export function Popover({
	open,
	onOpenChange,
	trigger,
	label,
	align = "start",
	side = "top",
	onClosed,
	className,
	children,
}: PopoverProps) {
	return (
		<Radix.Root open={open} onOpenChange={onOpenChange}>
			<Radix.Trigger asChild>{trigger}</Radix.Trigger>
			<Radix.Content
				aria-label={label}
				align={align}
				side={side}
				sideOffset={6}
				collisionPadding={8}
				onEscapeKeyDown={(event) => {
					if (isComposingKey(event) || isListOpen()) event.preventDefault();
				}}
				onCloseAutoFocus={(event) => {
					if (!onClosed) return;
					event.preventDefault();
					onClosed();
				}}
				className={classNames(
					"z-40 flex max-h-(--radix-popover-content-available-height) animate-appear flex-col overflow-hidden rounded-card border border-line-2 bg-raised shadow-pop outline-none",
					className,
				)}
			>
				{children}
			</Radix.Content>
		</Radix.Root>
	);
}

/** A field in it shows a list, which takes Escape first. */
const isListOpen = (): boolean => document.activeElement?.matches("textarea[aria-autocomplete]") ?? false;
