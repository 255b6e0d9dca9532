import type { ReactNode } from "react";
import { classNames } from "./class-names";

/** One key of the keyboard. `onAccent` is for use inside a primary button. */
export function Kbd({ children, onAccent = false }: { children: ReactNode; onAccent?: boolean }) {
	return (
		<kbd
			className={classNames(
				"inline-block h-[18px] min-w-[18px] rounded-chip border border-b-2 px-1 text-center font-sans text-11 font-medium whitespace-nowrap",
				onAccent
					? "border-[color-mix(in_srgb,var(--accent-on)_45%,transparent)] text-accent-on"
					: "border-line-2 bg-surface text-fg-2",
			)}
		>
			{children}
		</kbd>
	);
}
