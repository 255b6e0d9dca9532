import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

interface FirstCardProps {
	icon: ReactNode;
	tint: string;
	title: string;
	text: string;
	/** How long it takes. */
	time: string;
	action: ReactNode;
}

/** One way to begin: what it needs, how long it takes, and the button. */
export function FirstCard({ icon, tint, title, text, time, action }: FirstCardProps) {
	return (
		<section className="flex min-h-[212px] flex-col gap-2.5 rounded-card border border-line bg-surface p-5">
			<span className={classNames("flex size-10 items-center justify-center rounded-menu", tint)}>
				{icon}
			</span>
			<h2 className="text-15/5.5 font-semibold">{title}</h2>
			<p className="flex-1 text-12 text-fg-2">{text}</p>
			<div className="flex items-center justify-between gap-2">
				<span className="text-12 text-fg-3">{time}</span>
				{action}
			</div>
		</section>
	);
}
