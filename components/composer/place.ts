/** Where pictures of a note wait: beside those of the reply to the same customer. */
export const notePlace = (conversationId: string): string => `note:${conversationId}`;

/** The conversation of a place, be it of a reply or of a note. */
export const conversationOf = (place: string): string => place.replace(/^note:/, "");
