import { placeOf } from "./bubbles/picture-size";
import type { SpokenMessage, ThreadLine } from "./thread-lines";

const PX_PER_TEXT_LINE = 22;
const CHARACTERS_PER_LINE = 28;
const BUBBLE_FRAME_PX = 18;
/** Time or status below a bubble. */
const BELOW_PX = 19;
const FAILURE_PX = 104;

/** How high a line will be, roughly: what has not been drawn yet is placed by it, and measured once it is drawn. */
export function estimatePx(line: ThreadLine | undefined): number {
	if (line?.kind === "spoken") return spokenPx(line.message, line.first, line.last);
	if (line?.kind === "unsent") return 70;
	return line?.kind === "day" || line?.kind === "unread" ? 36 : 30;
}

function spokenPx(
	{ content, media, direction, failure }: SpokenMessage,
	first: boolean,
	last: boolean,
): number {
	const around = (first ? 9 : 3) + (last || direction === "out" ? BELOW_PX : 0) + (failure ? FAILURE_PX : 0);
	if (content.type === "text") return around + BUBBLE_FRAME_PX + textLines(content.text) * PX_PER_TEXT_LINE;
	if (content.type === "image") return around + (media ? placeOf(media).height : 60);
	return around + (content.type === "link" ? 104 : 74);
}

const textLines = (text: string): number =>
	text.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / CHARACTERS_PER_LINE)), 0);
