import { announce } from "@/lib/conversations/announce";
import { touchMessages } from "@/lib/conversations/media-in";
import { inScope, type Scope } from "@/lib/conversations/scope";
import { rows, transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { wakeMediaFetch } from "@/lib/jobs/queue";
import { reviveMedia } from "@/lib/media/pending";

interface Found {
	conversation_id: string | null;
	status: "pending" | "ready" | "failed";
}

/** Fetches a customer's picture again that failed; what is not failed stays as it is. @throws AppError `not_found` */
export async function retryMedia(
	scope: Scope,
	mediaId: string,
): Promise<{ id: string; status: Found["status"] }> {
	const [found] = await rows<Found>({
		text: `SELECT x.conversation_id, x.status FROM media x WHERE x.id = $1 AND ${inScope("x", "$2")}`,
		values: [mediaId, scope.channelIds],
	});
	if (!found) throw new AppError("not_found", { message: "no such picture" });
	const { conversation_id: conversationId, status } = found;
	if (status !== "failed" || conversationId === null) return { id: mediaId, status };
	const revived = await transaction(async (tx) => {
		await touchMessages({ id: mediaId, conversationId }, tx);
		return reviveMedia(mediaId, tx);
	});
	if (revived) {
		announce(conversationId);
		wakeMediaFetch(mediaId);
	}
	return { id: mediaId, status: "pending" };
}
