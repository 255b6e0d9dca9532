import { AGENT_HEADER } from "@/lib/auth/names";

/** Marks the frame of a page with whose it is. */
export const pageOf = (agentId: string) => ({ "data-agent": agentId });

/**
 * Names, in a request, the person whose page sends it: when somebody else has signed in beside it the server refuses, so that
 * nothing of the one is ever done in the name of the other.
 */
export function agentHeader(): Record<string, string> {
	const id = document.querySelector<HTMLElement>("[data-agent]")?.dataset.agent;
	return id ? { [AGENT_HEADER]: id } : {};
}
