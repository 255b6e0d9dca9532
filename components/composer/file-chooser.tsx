"use client";

import { type ReactNode, useRef } from "react";
import { PICTURE_TYPES } from "./picture-file";

/** A function that opens the file dialog for one or several pictures, and what must stand on the page for it. */
export function useFileChooser(onChosen: (files: readonly File[]) => void): {
	choose: () => void;
	input: ReactNode;
} {
	const input = useRef<HTMLInputElement>(null);
	return {
		choose: () => input.current?.click(),
		input: (
			<input
				ref={input}
				type="file"
				multiple
				accept={PICTURE_TYPES}
				hidden
				onChange={(event) => {
					onChosen([...(event.target.files ?? [])]);
					// The same file may be chosen again.
					event.target.value = "";
				}}
			/>
		),
	};
}
