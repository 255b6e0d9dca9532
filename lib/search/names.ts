/** Client-safe, and without zod: the browser loads it at once. */
export const SEARCH_KINDS = ["messages", "customers", "notes"] as const;
