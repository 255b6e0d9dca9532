/** What is being typed to find something: a sign and the letters behind it, up to the cursor. */
export interface Token {
	from: number;
	to: number;
	query: string;
}

/** `/` or `／` at the start of a line or after a blank; `、` only at the start: input methods type it for the slash key. */
const SLASH = /(?:(?:^|\s)[/／]|(?:^|\n)、)([^\s/／、]{0,20})$/;
/** `@` that is not part of an e-mail address. */
const MENTION = /(?:^|[^\w.%+-])[@＠]([^\s@＠]{0,16})$/;

/** A quick reply that is being looked for at the cursor. */
export const slashToken = (text: string, caret: number): Token | null => tokenOf(SLASH, text, caret);

/** A colleague who is being named at the cursor. */
export const mentionToken = (text: string, caret: number): Token | null => tokenOf(MENTION, text, caret);

function tokenOf(pattern: RegExp, text: string, caret: number): Token | null {
	const query = pattern.exec(text.slice(0, caret))?.[1];
	// The sign before the letters is one unit long, in either width.
	return query === undefined ? null : { from: caret - query.length - 1, to: caret, query };
}
