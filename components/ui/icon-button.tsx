import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";
import { Tooltip } from "./tooltip";

type IconButtonProps = ComponentProps<"button"> & {
	label: string;
	icon: ReactNode;
	/** Key that does the same, shown in the tooltip. */
	keyHint?: string;
	pressed?: boolean;
};

/** A button of one icon: 28 px with a mouse, 44 px on phones, always named. */
export function IconButton({ label, icon, keyHint, pressed, className, ...rest }: IconButtonProps) {
	return (
		<Tooltip text={label} keyHint={keyHint}>
			<button
				type="button"
				aria-label={label}
				aria-pressed={pressed}
				className={classNames(
					"inline-flex size-7 flex-none items-center justify-center rounded-control text-fg-2 transition-colors duration-[90ms] hover:bg-hover hover:text-fg max-sm:size-11",
					pressed && "bg-accent-tint text-accent-fg hover:bg-accent-tint hover:text-accent-fg",
					className,
				)}
				{...rest}
			>
				{icon}
			</button>
		</Tooltip>
	);
}
