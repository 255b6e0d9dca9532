/** Who asks, and what they may see. */
import type { AgentRef } from "@/lib/conversations/schema";
import { rows } from "@/lib/db";
import { AppError } from "@/lib/errors";

export interface Scope {
	agent: AgentRef;
	/** The channels this person sees; null means all. */
	channelIds: string[] | null;
}

/** A condition on `alias.channel_id` for the scope; `parameter` is the placeholder that holds `channelIds`. */
export const inScope = (alias: string, parameter: string): string =>
	`(${parameter}::text[] IS NULL OR ${alias}.channel_id = ANY(${parameter}::text[]))`;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @throws AppError `not_found` alike for what does not exist and for what is not this person's to see */
export async function requireInScope(scope: Scope, conversationId: string): Promise<void> {
	const [found] = UUID.test(conversationId)
		? await rows({
				name: "conversation_in_scope",
				text: `SELECT 1 FROM conversations c WHERE c.id = $1 AND ${inScope("c", "$2")}`,
				values: [conversationId, scope.channelIds],
			})
		: [];
	if (!found) throw new AppError("not_found", { message: "no such conversation" });
}
