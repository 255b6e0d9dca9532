"use client";

import { AlertDialog } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button";
import { useFocusBack } from "./focus-back";

interface ConfirmBoxProps {
	open: boolean;
	onOpenChange: (open: boolean) => void;
	title: string;
	cancelLabel: string;
	confirmLabel: string;
	busy?: boolean;
	/** Beside the buttons: what confirming costs. */
	remark?: ReactNode;
	/** Something is lost for good: the confirming button is red. */
	dangerous?: boolean;
	onConfirm: () => void;
	children: ReactNode;
}

/** Asks before something that cannot simply be taken back. The focus starts on "cancel". */
export default function ConfirmBox({
	open,
	onOpenChange,
	title,
	cancelLabel,
	confirmLabel,
	busy,
	remark,
	dangerous = false,
	onConfirm,
	children,
}: ConfirmBoxProps) {
	const focusBack = useFocusBack();
	return (
		<AlertDialog.Root open={open} onOpenChange={onOpenChange}>
			<AlertDialog.Portal>
				<AlertDialog.Overlay className="fixed inset-0 z-40 animate-[appear_140ms] bg-(--scrim)" />
				<AlertDialog.Content
					{...focusBack}
					className="fixed top-1/2 left-1/2 z-40 w-[480px] max-w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 overflow-hidden rounded-dialog border border-line bg-raised shadow-dialog"
				>
					<AlertDialog.Title className="flex h-[52px] items-center border-b border-line px-5 text-16 font-semibold">
						{title}
					</AlertDialog.Title>
					<AlertDialog.Description asChild>
						<div className="px-5 pt-4 pb-5 text-fg-2">{children}</div>
					</AlertDialog.Description>
					<footer className="flex items-center gap-2 border-t border-line py-3 pr-4 pl-5">
						<span className="min-w-0 flex-1 text-12 text-fg-3">{remark}</span>
						<AlertDialog.Cancel asChild>
							<Button look="ghost">{cancelLabel}</Button>
						</AlertDialog.Cancel>
						<Button look={dangerous ? "dangerFilled" : "primary"} busy={busy} onClick={onConfirm}>
							{confirmLabel}
						</Button>
					</footer>
				</AlertDialog.Content>
			</AlertDialog.Portal>
		</AlertDialog.Root>
	);
}
