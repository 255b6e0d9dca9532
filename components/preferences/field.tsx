import type { ReactNode } from "react";

interface FieldProps {
	title: string;
	/** What it means. */
	text?: ReactNode;
	/** Beside the title, on phones below it. */
	control?: ReactNode;
	children?: ReactNode;
}

/** One thing to choose, with what it means and what goes with it. */
export function Field({ title, text, control, children }: FieldProps) {
	return (
		<section className="border-b border-line py-4 last:border-b-0">
			<div className="flex flex-wrap items-start gap-x-4 gap-y-2">
				<div className="min-w-[180px] flex-1">
					<h3 className="font-semibold">{title}</h3>
					{text && <p className="text-12 text-fg-3">{text}</p>}
				</div>
				{control}
			</div>
			{children && <div className="mt-2">{children}</div>}
		</section>
	);
}
