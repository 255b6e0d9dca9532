import type { ReactNode } from "react";
import { classNames } from "./class-names";

interface EmptyStateProps {
	picture?: ReactNode;
	title: string;
	text?: ReactNode;
	actions?: ReactNode;
	className?: string;
}

/** The middle of a pane that has nothing to show, with the next step. */
export function EmptyState({ picture, title, text, actions, className }: EmptyStateProps) {
	return (
		<div
			className={classNames(
				"flex h-full flex-col items-center justify-center gap-1.5 p-6 text-center text-fg-2",
				className,
			)}
		>
			{picture}
			<h2 className="mt-2 text-16 font-semibold text-fg">{title}</h2>
			{text && <p className="max-w-[360px] text-balance whitespace-pre-line">{text}</p>}
			{actions && <div className="mt-3 flex flex-wrap justify-center gap-2">{actions}</div>}
		</div>
	);
}
