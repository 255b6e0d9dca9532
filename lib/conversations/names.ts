/** Words of the API that the screens count through. Client-safe, and without zod: the browser loads it at once. */
export const MODES = ["bot", "agent", "transfer"] as const;

export const VIEWS = ["mine", "unassigned", "bot", "transfer", "all", "closed"] as const;

/** `newest`: last activity first. `waiting`: who waits longest first. `dying`: what ends first, first answer due or window. */
export const SORTS = ["newest", "waiting", "dying"] as const;
