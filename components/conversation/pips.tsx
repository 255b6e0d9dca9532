/** One dot for each reply of a grant; full ones are left. The number always stands beside it. */
export function Pips({ remaining, limit, size }: { remaining: number; limit: number; size: 5 | 8 }) {
	return (
		<span
			aria-hidden
			className="inline-flex items-center [forced-color-adjust:none]"
			style={{ gap: size === 8 ? 4 : 2 }}
		>
			{Array.from({ length: limit }, (_, index) => (
				<i
					// The dots have no identity but their place.
					key={`pip-${String(index)}`}
					className={
						index < remaining
							? "rounded-full border border-current bg-current"
							: "rounded-full border border-current opacity-75"
					}
					style={{ width: size, height: size }}
				/>
			))}
		</span>
	);
}
