/** Our own mark: a speech bubble that looks back. */
export function ProductMark({ size = 32 }: { size?: number }) {
	return (
		<svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
			<rect width="32" height="32" rx="9" fill="var(--accent)" />
			<path
				d="M8.5 10.7A3.2 3.2 0 0 1 11.7 7.5h8.6a3.2 3.2 0 0 1 3.2 3.2v5.6a3.2 3.2 0 0 1-3.2 3.2h-4.6l-4 3.6v-3.6a3.2 3.2 0 0 1-3.2-3.2z"
				fill="var(--accent-on)"
			/>
			<circle cx="12.9" cy="13.5" r="1.3" fill="var(--accent)" />
			<circle cx="16.5" cy="13.5" r="1.3" fill="var(--accent)" />
			<path
				d="M13 25h8.5a2.5 2.5 0 0 0 2.5-2.5"
				fill="none"
				stroke="var(--accent-on)"
				strokeWidth="1.8"
				strokeLinecap="round"
				opacity=".6"
			/>
		</svg>
	);
}
