import { toParts } from "./hidden-characters";

/**
 * Text that a stranger wrote, wherever it is shown: letter for letter as text, in an element of its own direction, so
 * that nothing in it reorders, hides or covers what stands beside it. What is invisible is shown as a small mark,
 * which is not copied.
 */
export function StrangerText({ children }: { children: string }) {
	return (
		<bdi>
			{toParts(children).map(({ at, kind, text }) =>
				kind === "plain" ? text : <HiddenMark key={at}>{text}</HiddenMark>,
			)}
		</bdi>
	);
}

/** Stands for what is invisible in a stranger's text. */
export function HiddenMark({ children }: { children: string }) {
	return (
		<span
			data-hidden-characters
			className="mx-px rounded-chip border border-line-2 bg-surface px-[3px] font-mono text-11 whitespace-nowrap text-fg-2 no-underline select-none"
		>
			{children}
		</span>
	);
}
