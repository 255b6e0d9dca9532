import { TEXT_MAX_BYTES, utf8Bytes } from "@/lib/channels/limits";
import { variablesOfText } from "@/lib/conversations/quick-reply-text";
import type { Picture } from "./pictures";

/**
 * What becomes of a reply that is sent: `offline` it queues here, `paused` on the server until the channel is mended,
 * `hold` there too, until the customer writes.
 */
export type SendMode = "now" | "offline" | "paused" | "hold";

/** What pressing send would do. */
export interface SendPlan {
	/** Messages it makes: one a picture, one a card, and one for the text. Each costs one reply. */
	count: number;
	hasText: boolean;
	/** Length of the text in UTF-8 bytes. */
	bytes: number;
	/** Why it does nothing; null when it sends. */
	blocked: "empty" | "too_long" | "blanks" | "picture_failed" | "over_quota" | null;
	/** Names of `{{…}}` in the text that are still to be filled in. */
	blanks: string[];
}

/** `remaining` replies may be sent; null where they are held, which costs nothing yet. */
export function planSend(
	text: string,
	pictures: readonly Pick<Picture, "state" | "error">[],
	remaining: number | null,
	cards = 0,
): SendPlan {
	const bytes = utf8Bytes(text);
	const hasText = text.trim() !== "";
	const count = pictures.length + cards + (hasText ? 1 : 0);
	// A picture that only the network holds up is brought by the reply itself.
	const failed = pictures.some(({ state, error }) => state === "failed" && !error?.passing);
	const blanks = variablesOfText(text);
	const blocked = (): SendPlan["blocked"] => {
		if (bytes > TEXT_MAX_BYTES) return "too_long";
		if (blanks.length > 0) return "blanks";
		if (failed) return "picture_failed";
		if (count === 0) return "empty";
		return remaining !== null && count > remaining ? "over_quota" : null;
	};
	return { count, hasText, bytes, blanks, blocked: blocked() };
}
