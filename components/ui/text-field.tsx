import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

type TextFieldProps = ComponentProps<"input"> & {
	label: string;
	/** Shown inside, after the text, e.g. a button that reveals the password. */
	end?: ReactNode;
	invalid?: boolean;
};

/** A labelled one-line field, 40 px high. */
export function TextField({ label, id, end, invalid = false, className, ...rest }: TextFieldProps) {
	return (
		<div className={classNames("flex min-w-0 flex-col gap-1.5", className)}>
			<label htmlFor={id} className="text-12 font-medium text-fg-2">
				{label}
			</label>
			<span
				className={classNames(
					"flex h-10 min-w-0 items-center gap-1.5 rounded-menu border border-control bg-surface px-3 text-14 focus-within:border-accent focus-within:shadow-[0_0_0_3px_var(--accent-tint)] max-sm:h-11",
					invalid && "border-danger shadow-[0_0_0_1px_var(--danger)]",
				)}
			>
				<input
					id={id}
					aria-invalid={invalid || undefined}
					className="min-w-0 flex-1 border-0 bg-transparent p-0 outline-none placeholder:text-fg-3 max-sm:text-16"
					{...rest}
				/>
				{end}
			</span>
		</div>
	);
}
