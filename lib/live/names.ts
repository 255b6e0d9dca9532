/** Client-safe, and without zod: the browser loads it at once. */

/** Server-sent event names of `GET /api/live`. */
export const LIVE_EVENTS = { wake: "wake", beat: "beat", resync: "resync", team: "team" } as const;

/** A beat comes this often; two missed ones mean "not live". */
export const LIVE_BEAT_MS = 2000;
