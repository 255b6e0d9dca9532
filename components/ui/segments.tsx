"use client";

import { RadioGroup } from "radix-ui";

interface SegmentsProps<Value extends string> {
	/** Names the group for a screen reader. */
	label: string;
	value: Value;
	options: { value: Value; label: string }[];
	onChange: (value: Value) => void;
}

/** One of a few, side by side; all of them at a glance. */
export function Segments<Value extends string>({ label, value, options, onChange }: SegmentsProps<Value>) {
	return (
		<RadioGroup.Root
			aria-label={label}
			value={value}
			// The values are those of the options.
			onValueChange={(next) => onChange(next as Value)}
			orientation="horizontal"
			className="inline-flex max-w-full flex-none gap-0.5 rounded-menu bg-hover p-0.5 dark:bg-sunken max-sm:flex max-sm:w-full"
		>
			{options.map((option) => (
				<RadioGroup.Item
					key={option.value}
					value={option.value}
					className="h-7 rounded-control px-3 text-13 font-medium whitespace-nowrap text-fg-2 hover:text-fg data-[state=checked]:bg-surface data-[state=checked]:text-fg data-[state=checked]:shadow-[0_0_0_1px_var(--line-2),0_1px_2px_rgb(0_0_0/.06)] max-sm:h-11 max-sm:min-w-0 max-sm:flex-1 max-sm:px-1 max-sm:whitespace-normal dark:data-[state=checked]:bg-press"
				>
					{option.label}
				</RadioGroup.Item>
			))}
		</RadioGroup.Root>
	);
}
