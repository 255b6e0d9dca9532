/** Of the preferences, in the order in which they stand. */
export const SECTIONS = ["alerts", "keyboard", "look", "language"] as const;
export type Section = (typeof SECTIONS)[number];
