"use client";

import { companyOf } from "./company";
import { useCompanyText } from "./company-text";
import { useViewers } from "./team-provider";

/** What colleagues write in a conversation, in words; null while nobody writes. */
export function useWriting(conversationId: string): string | null {
	const text = useCompanyText();
	const writing = companyOf(useViewers(conversationId)).findLast(({ doing }) => doing !== "looking");
	return writing ? text(writing) : null;
}
