import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import type { ComponentProps } from "react";
import { classNames } from "./class-names";

const styles = cva(
	"inline-flex items-center justify-center gap-1.5 rounded-control border font-medium whitespace-nowrap transition-colors duration-[90ms] disabled:cursor-not-allowed disabled:border-line disabled:bg-sunken disabled:text-fg-off",
	{
		variants: {
			look: {
				plain: "border-line-2 bg-surface text-fg hover:bg-hover active:bg-press",
				primary: "border-accent bg-accent text-accent-on hover:border-accent-hover hover:bg-accent-hover",
				ghost: "border-transparent bg-transparent hover:bg-hover active:bg-press",
				dangerFilled: "border-danger bg-danger text-danger-on hover:opacity-90",
				danger: "border-danger-line bg-surface text-danger-fg hover:bg-danger-tint",
			},
			size: {
				xs: "h-6 px-2 text-12",
				sm: "h-7 px-2.5 text-12",
				md: "h-8 px-3 text-13",
				lg: "h-10 rounded-menu px-4 text-14",
				touch: "h-11 rounded-card px-4 text-15",
			},
		},
		defaultVariants: { look: "plain", size: "md" },
	},
);

type ButtonProps = ComponentProps<"button"> & VariantProps<typeof styles> & { busy?: boolean };

/** A button with words. `busy` keeps it focusable and its width, shows a spinner and ignores clicks. */
export function Button({ look, size, busy = false, className, children, onClick, ...rest }: ButtonProps) {
	return (
		<button
			type="button"
			{...rest}
			aria-busy={busy || undefined}
			onClick={busy ? (event) => event.preventDefault() : onClick}
			className={classNames(styles({ look, size }), className)}
		>
			{busy && <LoaderCircle size={14} strokeWidth={2} aria-hidden className="animate-spin" />}
			{children}
		</button>
	);
}
