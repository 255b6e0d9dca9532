/** Client-safe, and without zod: the browser loads it at once. */

/** Nothing larger is taken from an agent or fetched for a customer. */
export const MEDIA_MAX_BYTES = 10 * 1024 * 1024;
