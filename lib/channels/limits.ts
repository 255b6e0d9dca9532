/** How much WeChat takes at once. Client-safe, and without zod: the browser loads it at once. */

/** Upper limit of a text reply, in UTF-8 bytes (WeChat answers 45002 above it). */
export const TEXT_MAX_BYTES = 2048;
/** WeChat names no numbers for these; it has codes for too long ones (45003 to 45006), so the desk keeps below what is safe. */
export const CARD_TITLE_MAX_BYTES = 64;
export const LINK_DESCRIPTION_MAX_BYTES = 120;
export const LINK_URL_MAX_BYTES = 2048;

/** Length of `value` in UTF-8 bytes, as WeChat counts it. */
export const utf8Bytes = (value: string): number => new TextEncoder().encode(value).length;
/** So many characters of a message of a type we do not draw are kept beside it. */
export const ORIGINAL_MAX_CHARACTERS = 4000;
