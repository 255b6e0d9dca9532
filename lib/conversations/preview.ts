import type { MessageContent } from "@/lib/channels/message";

const PREVIEW_MAX_CHARACTERS = 200;

/** The words of a message that a list shows; empty where the screen names the type in its own language. */
export function previewOf(content: MessageContent): string {
	return Array.from(wordsOf(content).slice(0, 2 * PREVIEW_MAX_CHARACTERS))
		.slice(0, PREVIEW_MAX_CHARACTERS)
		.join("")
		.toWellFormed();
}

function wordsOf(content: MessageContent): string {
	switch (content.type) {
		case "text":
			return content.text;
		case "miniprogrampage":
		case "link":
			return content.title;
		case "image":
		case "unsupported":
			return "";
	}
}
