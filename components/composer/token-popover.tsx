"use client";

import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

interface TokenPopoverProps {
	listId: string;
	label: string;
	head?: ReactNode;
	foot?: ReactNode;
	/** Instead of the list. */
	instead?: ReactNode;
	/** The list belongs to a narrow thing, such as a name. */
	narrow?: boolean;
	children: ReactNode;
}

/** Over the field while something is being looked for in it; the focus stays in the field. */
export function TokenPopover({ listId, label, head, foot, instead, narrow, children }: TokenPopoverProps) {
	return (
		<div
			className={classNames(
				"absolute bottom-full z-30 mb-1.5 flex max-h-[min(360px,46dvh)] animate-appear flex-col overflow-hidden rounded-card border border-line-2 bg-raised text-fg shadow-pop",
				narrow ? "left-0 w-64 max-w-full" : "inset-x-0",
			)}
		>
			{head && (
				<div className="flex flex-none items-center gap-1.5 border-b border-line px-3 py-2 text-11 text-fg-3">
					{head}
				</div>
			)}
			{instead ?? (
				<div
					id={listId}
					role="listbox"
					aria-label={label}
					tabIndex={0}
					// The field keeps the focus, also of who scrolls with the mouse.
					onMouseDown={(event) => event.preventDefault()}
					className="min-h-0 flex-1 overflow-y-auto outline-offset-[-2px]"
				>
					{children}
				</div>
			)}
			{foot && (
				<div className="flex flex-none items-center gap-3 border-t border-line px-3 py-[7px] text-11/[18px] text-fg-3 max-sm:hidden">
					{foot}
				</div>
			)}
		</div>
	);
}

interface TokenOptionProps {
	id: string;
	chosen: boolean;
	onPoint: () => void;
	onTake: (direct: boolean) => void;
	children: ReactNode;
}

export function TokenOption({ id, chosen, onPoint, onTake, children }: TokenOptionProps) {
	return (
		// biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and its keys.
		// biome-ignore lint/a11y/useFocusableInteractive: likewise.
		<div
			id={id}
			ref={(element) => {
				if (chosen) element?.scrollIntoView({ block: "nearest" });
			}}
			role="option"
			aria-selected={chosen}
			onMouseMove={onPoint}
			onClick={(event) => onTake(event.metaKey || event.ctrlKey)}
			className={classNames(
				"flex min-w-0 cursor-pointer items-center gap-2.5 px-3 py-[7px] max-sm:min-h-11",
				chosen && "bg-selected",
			)}
		>
			{children}
		</div>
	);
}
