import { upload } from "@/components/api/upload";
import type { MediaRef } from "@/lib/conversations/schema";

/** Brings a picture to the server, for the channel of a conversation. @throws RequestError */
export function uploadPicture(
	conversationId: string,
	file: File,
	options: Parameters<typeof upload>[2],
): Promise<MediaRef> {
	const form = new FormData();
	form.append("conversationId", conversationId);
	form.append("file", file);
	return upload<MediaRef>("/api/media", form, options);
}
