"use client";

import { useId } from "react";
import { Switch } from "@/components/ui/switch";

interface SwitchLineProps {
	label: string;
	/** What it means, in a second line. */
	hint: string;
	checked: boolean;
	disabled?: boolean;
	onChange: (checked: boolean) => void;
}

/** A switch at the end of the line that says what it does; a click anywhere on the line switches it. */
export function SwitchLine({ label, hint, checked, disabled, onChange }: SwitchLineProps) {
	const id = useId();
	return (
		// biome-ignore lint/a11y/noLabelWithoutControl: the switch is a button, which a label may hold.
		<label className="flex min-h-11 cursor-pointer items-center gap-4 py-1.5">
			<span className="min-w-0 flex-1">
				{label}
				<span id={id} className="block text-12 text-fg-3">
					{hint}
				</span>
			</span>
			<Switch label={label} describedBy={id} checked={checked} disabled={disabled} onChange={onChange} />
		</label>
	);
}
