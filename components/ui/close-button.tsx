import { X } from "lucide-react";
import type { ComponentProps } from "react";
import { classNames } from "./class-names";

/** The cross of a dialog. Without a tooltip: Escape must close the dialog, not first the tooltip of the focused cross. */
export function CloseButton({ label, className, ...rest }: ComponentProps<"button"> & { label: string }) {
	return (
		<button
			type="button"
			aria-label={label}
			className={classNames(
				"inline-flex size-7 flex-none items-center justify-center rounded-control text-fg-2 hover:bg-hover hover:text-fg max-sm:size-11",
				className,
			)}
			{...rest}
		>
			<X size={16} strokeWidth={1.75} aria-hidden />
		</button>
	);
}
