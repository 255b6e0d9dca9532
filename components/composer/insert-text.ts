/** Places in a text, counted as a text field counts. */
export interface TextRange {
	from: number;
	to: number;
}

/**
 * Puts text where the cursor is, in the place of what is selected or of `range`, and leaves the cursor behind it. The
 * browser's own undo takes it back.
 */
export function insertText(field: HTMLTextAreaElement, text: string, range?: TextRange): void {
	field.focus();
	if (range) field.setSelectionRange(range.from, range.to);
	// Deprecated and without a successor: nothing else keeps what undo knows.
	if (document.execCommand(text === "" ? "delete" : "insertText", false, text)) return;
	field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
	field.dispatchEvent(new Event("input", { bubbles: true }));
}
