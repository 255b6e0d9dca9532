import { cva, type VariantProps } from "class-variance-authority";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

const styles = cva(
	"inline-flex h-[18px] flex-none items-center gap-[3px] rounded-chip px-[5px] text-11/[18px] font-medium whitespace-nowrap forced-colors:border",
	{
		variants: {
			tone: {
				bot: "bg-bot-tint text-bot-fg",
				accent: "bg-accent-tint text-accent-fg",
				xfer: "bg-xfer-tint text-xfer-fg",
				warn: "bg-warn-tint text-warn-fg",
				danger: "bg-danger-tint text-danger-fg",
				neutral: "bg-hover text-fg-2",
			},
		},
	},
);

export type ChipTone = NonNullable<VariantProps<typeof styles>["tone"]>;

/** A state in one word with its icon, so that colour is never alone. */
export function Chip({
	tone,
	icon: Icon,
	className,
	children,
}: {
	tone: ChipTone;
	icon: LucideIcon;
	className?: string;
	children: ReactNode;
}) {
	return (
		<span className={classNames(styles({ tone }), className)}>
			<Icon size={11} strokeWidth={2.2} aria-hidden />
			{children}
		</span>
	);
}
