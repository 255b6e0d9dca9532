import { classNames } from "./class-names";

/** A grey block in the place of something that is still loading; not shown at all when that takes only a moment. */
export function Skeleton({ className }: { className?: string }) {
	return (
		<span
			aria-hidden
			className={classNames("relative block animate-late overflow-hidden rounded-chip bg-press", className)}
		>
			<span className="absolute inset-0 -translate-x-full animate-shimmer bg-linear-to-r from-transparent via-[color-mix(in_srgb,var(--surface)_55%,transparent)] to-transparent" />
		</span>
	);
}
