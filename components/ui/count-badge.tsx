import { classNames } from "./class-names";

/** A number on accent, at most "99+". `label` is what a screen reader says. */
export function CountBadge({
	count,
	label,
	className,
}: {
	count: number;
	label: string;
	className?: string;
}) {
	return (
		<span
			role="img"
			aria-label={label}
			className={classNames(
				"inline-flex h-[18px] min-w-[18px] flex-none items-center justify-center rounded-full bg-accent px-[5px] text-11/[18px] font-semibold text-accent-on forced-colors:border",
				className,
			)}
		>
			{count > 99 ? "99+" : count}
		</span>
	);
}
