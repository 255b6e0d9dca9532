/** An agent's picture for a conversation or a card: whose channel it is decides who may. */
import { inScope, type Scope } from "@/lib/conversations/scope";
import { rows } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { readUploadForm } from "@/lib/media/form";
import { saveUpload, type Uploaded } from "@/lib/media/upload";

/**
 * Keeps the picture in a form (`file` and `channelId` or `conversationId`), fit for sending.
 * @throws AppError `bad_request`, `not_found` for what is not theirs to see, `too_large`, `media_refused`
 */
export async function uploadMedia(
	scope: Scope,
	body: Uint8Array,
	contentType: string | null,
): Promise<Uploaded> {
	const { bytes, fileName, ...place } = await readUploadForm(body, contentType);
	const channelId = await channelOf(scope, place);
	return saveUpload({ channelId, agentId: scope.agent.id, bytes, fileName });
}

async function channelOf(
	scope: Scope,
	{ channelId, conversationId }: { channelId?: string; conversationId?: string },
): Promise<string> {
	const [found] = await rows<{ channel_id: string }>({
		text: conversationId
			? `SELECT c.channel_id FROM conversations c WHERE c.id = $1 AND ${inScope("c", "$2")}`
			: `SELECT h.channel_id FROM (SELECT id AS channel_id FROM channels WHERE id = $1) h WHERE ${inScope("h", "$2")}`,
		values: [conversationId ?? channelId, scope.channelIds],
	});
	if (!found) throw new AppError("not_found", { message: "no such channel or conversation" });
	return found.channel_id;
}
