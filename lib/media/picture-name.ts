const MAX_CHARACTERS = 100;
/** Control characters, and those that turn the direction of writing or cannot be seen. */
const TRICKS = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/gu;

/** The name an agent's file had, fit to be shown: its last part only, one line, no tricks. Null when nothing is left of it. */
export function toPictureName(fileName: string): string | null {
	const last = fileName.toWellFormed().split(/[/\\]/).at(-1) ?? "";
	const shown = [...last.normalize("NFC").replace(TRICKS, "").trim()].slice(0, MAX_CHARACTERS).join("");
	return /^\.*$/.test(shown) ? null : shown;
}
