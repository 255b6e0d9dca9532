import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

interface FailureFrameProps {
	tone: "danger" | "warn";
	icon: LucideIcon;
	title: string;
	text: string;
	actions: ReactNode;
	/** A failure interrupts; what simply waits does not. */
	role?: "alert" | "status";
}

/** What went wrong with a reply, and what can be done about it, under its bubble. */
export function FailureFrame({ tone, icon: Icon, title, text, actions, role = "alert" }: FailureFrameProps) {
	return (
		<div
			role={role}
			className={classNames(
				"mt-1.5 max-w-[392px] rounded-menu border px-2.5 py-2 text-left text-12 text-fg",
				tone === "danger" ? "border-danger-line bg-danger-tint" : "border-warn-line bg-warn-tint",
			)}
		>
			<p
				className={classNames(
					"flex items-start gap-1.5 font-semibold",
					tone === "danger" ? "text-danger-fg" : "text-warn-fg",
				)}
			>
				<Icon size={14} strokeWidth={2} aria-hidden className="mt-0.5" />
				<span className="min-w-0 flex-1">{title}</span>
			</p>
			<p className="[overflow-wrap:anywhere]">{text}</p>
			{actions && <div className="mt-2 flex flex-wrap gap-1.5">{actions}</div>}
		</div>
	);
}
