"use client";

import { type RefObject, useLayoutEffect, useRef } from "react";
import { classNames } from "@/components/ui/class-names";
import type { TextRange } from "./insert-text";
import { piecesOf } from "./pieces";

/** `blank`: amber ground behind the words; `name`: blue letters. */
type MarkLook = "blank" | "name";

interface FieldMarksProps {
	field: RefObject<HTMLTextAreaElement | null>;
	text: string;
	marks: readonly TextRange[];
	look: MarkLook;
	/** The field's own classes: its place, space and type. */
	className: string;
}

/** The field's text once more, unseen but for its marks, line for line in the field's own place. It hears no pointer. */
export function FieldMarks({ field, text, marks, look, className }: FieldMarksProps) {
	const layer = useRef<HTMLDivElement>(null);
	const marked = marks.length > 0;
	useLayoutEffect(() => {
		const from = field.current;
		if (!from || !marked) return;
		const follow = () => {
			if (layer.current) layer.current.scrollTop = from.scrollTop;
		};
		follow();
		from.addEventListener("scroll", follow);
		return () => from.removeEventListener("scroll", follow);
	}, [field, marked]);
	if (!marked) return null;
	return (
		<div
			ref={layer}
			aria-hidden
			data-field-marks
			className={classNames(
				className,
				"pointer-events-none absolute inset-0 border-transparent text-transparent select-none [scrollbar-color:transparent_transparent] forced-colors:hidden",
				look === "name" && "ink-over z-1",
			)}
		>
			{piecesOf(text, marks).map(({ from, text, marked }) =>
				marked ? (
					<span key={from} data-from={from} className={LOOK[look]}>
						{text}
					</span>
				) : (
					text
				),
			)}
			{/* A field has a line behind its last break. */}
			{"\u200b"}
		</div>
	);
}

const LOOK: Record<MarkLook, string> = {
	blank: "rounded-[3px] bg-warn-tint shadow-[0_0_0_1px_var(--warn-line)]",
	name: "text-xfer-fg",
};
