interface NotePart {
	/** Place in the text. */
	at: number;
	text: string;
	mention: boolean;
}

/** Cuts a note at the colleagues named in it: `@name`, the longer name first where one begins with another. */
export function toNoteParts(text: string, names: string[]): NotePart[] {
	const wanted = names.map((name) => `@${name}`).sort((a, b) => b.length - a.length);
	const parts: NotePart[] = [];
	let plainFrom = 0;
	for (let at = 0; at < text.length; ) {
		const found = text[at] === "@" ? wanted.find((name) => text.startsWith(name, at)) : undefined;
		if (!found) {
			at++;
			continue;
		}
		if (at > plainFrom) parts.push({ at: plainFrom, text: text.slice(plainFrom, at), mention: false });
		parts.push({ at, text: found, mention: true });
		at += found.length;
		plainFrom = at;
	}
	if (plainFrom < text.length) parts.push({ at: plainFrom, text: text.slice(plainFrom), mention: false });
	return parts;
}
