/** True when the text is in the clipboard. */
export async function copyText(text: string): Promise<boolean> {
	if (navigator.clipboard) {
		await navigator.clipboard.writeText(text);
		return true;
	}
	// On plain http there is no clipboard object; the old command still works there.
	const field = document.createElement("textarea");
	field.value = text;
	document.body.append(field);
	field.select();
	const done = document.execCommand("copy");
	field.remove();
	return done;
}
