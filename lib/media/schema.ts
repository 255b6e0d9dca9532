/** What the screens and the API say about pictures. Client-safe: types, zod and constants only. */
import { z } from "zod";

/** Why a file is not taken; the `reason` of `media_refused`. */
export const REFUSALS = ["not_a_picture", "unreadable", "too_many_pixels", "too_heavy"] as const;
export type Refusal = (typeof REFUSALS)[number];

/** Why a customer's picture could not be had; texts under `media.failure`. */
export const MEDIA_FAILURES = [
	...REFUSALS,
	/** Above MEDIA_MAX_BYTES. */
	"too_large",
	/** WeChat does not have it any more, or never gave it to this channel. */
	"expired",
	/** WeChat said no, for another reason. */
	"refused",
	/** No answer was had. */
	"unreachable",
	/** The address WeChat named is not one of its own. */
	"forbidden_address",
	/** Whoever fetched it died each time. */
	"interrupted",
] as const;
export type MediaFailure = (typeof MEDIA_FAILURES)[number];

export const mediaParams = z.object({ mediaId: z.uuid() });
export const mediaQuerySchema = z.object({
	size: z.enum(["original", "thumb"]).default("original"),
	/** To be saved instead of shown. */
	download: z.enum(["0", "1"]).default("0"),
});
