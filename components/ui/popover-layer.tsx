"use client";

import { Popover as Radix } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";
import { isComposingKey } from "./composition";
import { type TriggerPlace, TriggerStandIn } from "./trigger";

export interface PopoverLook
	extends Pick<ComponentProps<typeof Radix.Content>, "onOpenAutoFocus" | "onInteractOutside"> {
	/** Names it for a screen reader. */
	label: string;
	align?: "start" | "center" | "end";
	side?: "top" | "bottom" | "right";
	/** How far from the trigger, in px. */
	away?: number;
	/** Where the focus goes when it closes; absent: back to the trigger. */
	onClosed?: () => void;
	className?: string;
	children: ReactNode;
}

interface PopoverLayerProps extends PopoverLook {
	place: TriggerPlace;
	id: string;
	open: boolean;
	onOpenChange: (open: boolean) => void;
}

export function PopoverLayer({
	place,
	id,
	open,
	onOpenChange,
	label,
	align = "start",
	side = "top",
	away = 6,
	onClosed,
	className,
	children,
	...content
}: PopoverLayerProps) {
	return (
		<Radix.Root open={open} onOpenChange={onOpenChange}>
			<Radix.Trigger asChild>
				<TriggerStandIn place={place} />
			</Radix.Trigger>
			<Radix.Content
				id={id}
				aria-label={label}
				align={align}
				side={side}
				sideOffset={away}
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
				{...content}
			>
				{children}
			</Radix.Content>
		</Radix.Root>
	);
}

/** A field in it shows a list, which takes Escape first. */
const isListOpen = (): boolean => document.activeElement?.matches("textarea[aria-autocomplete]") ?? false;
