"use client";

import { Slot } from "radix-ui";
import { type ReactElement, useId } from "react";
import { useLayers } from "./layers";
import type { PopoverLook } from "./popover-layer";
import { useTrigger } from "./trigger";

interface PopoverProps extends PopoverLook {
	open: boolean;
	onOpenChange: (open: boolean) => void;
	/** The button that opens it. */
	trigger: ReactElement;
}

/** A small pane at its trigger, drawn where it stands, so that it stays inside its landmark. Escape closes it. */
export function Popover({ open, onOpenChange, trigger, ...look }: PopoverProps) {
	const id = useId();
	const layers = useLayers(open, () => onOpenChange(false));
	const { place, props } = useTrigger({ onClick: () => onOpenChange(!open) });
	const described = {
		type: "button",
		"aria-haspopup": "dialog",
		"aria-expanded": open,
		"aria-controls": open ? id : undefined,
		"data-state": open ? "open" : "closed",
	} as const;
	return (
		<>
			<Slot.Root {...described} {...props}>
				{trigger}
			</Slot.Root>
			{layers && (
				<layers.PopoverLayer place={place} id={id} open={open} onOpenChange={onOpenChange} {...look} />
			)}
		</>
	);
}
