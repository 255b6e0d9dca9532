/** How much, how long, how many. Client-safe, and without zod: the browser loads it at once. */
import { MINUTE_MS, SECOND_MS } from "@/lib/time";

/** Upper limit of a note; WeChat never sees it. */
export const NOTE_MAX_BYTES = 12_000;
/**
 * A field takes no more: far above what can be sent or noted, and so little that browsers, whose fields slow down with the square
 * of their text, stay quick.
 */
export const FIELD_MAX_CHARACTERS = 12_000;
export const TAG_MAX_CHARACTERS = 20;
/** So many a conversation carries. */
export const TAGS_MOST = 20;
/** Counts of a filter stop here: the screen says "999+". */
export const FILTER_COUNT_MAX = 1000;
/** Conversations of one act on many. */
export const BULK_MOST = 200;

/** Beats of an open tab. */
export const BEAT_MS = 15 * SECOND_MS;
/** Without a beat for so long a person is offline, and looks at nothing. */
export const SILENT_AFTER_MS = 40 * SECOND_MS;
/** A sign of typing holds so long without another. */
export const TYPING_MS = 20 * SECOND_MS;
/** Whose console nobody has touched for so long counts as away, until they touch it. */
export const IDLE_AFTER_MS = 15 * MINUTE_MS;
