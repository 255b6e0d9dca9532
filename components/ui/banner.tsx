import { cva, type VariantProps } from "class-variance-authority";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

const styles = cva("flex flex-none items-center gap-2.5 border-b px-3.5 py-2", {
	variants: {
		tone: {
			danger: "border-danger-line bg-danger-tint text-danger-fg",
			warn: "border-warn-line bg-warn-tint text-warn-fg",
			info: "border-xfer-line bg-xfer-tint text-xfer-fg",
		},
	},
});

interface BannerProps extends VariantProps<typeof styles> {
	icon: LucideIcon;
	role?: "alert" | "status" | "note";
	action?: ReactNode;
	className?: string;
	children: ReactNode;
}

/** A line across a pane that says what is going on and, at its end, what can be done. */
export function Banner({ tone, icon: Icon, role, action, className, children }: BannerProps) {
	return (
		<div role={role} className={classNames(styles({ tone }), className)}>
			<Icon size={16} strokeWidth={1.75} aria-hidden />
			<span className="min-w-0 flex-1 text-fg">{children}</span>
			{action}
		</div>
	);
}
