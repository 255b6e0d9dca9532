import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

const TINT = {
	warn: "bg-warn-tint text-warn-fg",
	bot: "bg-bot-tint text-bot-fg",
	xfer: "bg-xfer-tint text-xfer-fg",
	accent: "bg-accent-tint text-accent-fg",
	neutral: "bg-hover text-fg-2",
};

interface LockedCardProps {
	tone: keyof typeof TINT;
	icon: LucideIcon;
	title: string;
	text: string;
	actions?: ReactNode;
}

/** In the place of the composer when nothing can be sent: why, and the next step. */
export function LockedCard({ tone, icon: Icon, title, text, actions }: LockedCardProps) {
	return (
		<div className="mx-3 mt-1 mb-3 flex items-start gap-3 rounded-card border border-line-2 bg-surface px-3.5 py-3">
			<span
				className={classNames("flex size-8 flex-none items-center justify-center rounded-menu", TINT[tone])}
			>
				<Icon size={16} strokeWidth={1.75} aria-hidden />
			</span>
			<div className="min-w-0 flex-1">
				<h2 className="font-semibold">{title}</h2>
				<p className="mt-0.5 text-12 text-pretty text-fg-2">{text}</p>
				{actions && <div className="mt-2.5 flex flex-wrap gap-2">{actions}</div>}
			</div>
		</div>
	);
}
