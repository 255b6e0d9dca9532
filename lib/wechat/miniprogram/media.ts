import { z } from "zod";
import { AppError } from "@/lib/errors";
import { fromUnixSeconds } from "@/lib/time";
import { callWechat, downloadFromWechat } from "@/lib/wechat/api";

interface UploadRequest {
	baseUrl: string;
	accessToken: string;
	bytes: Uint8Array;
	/** The true type, found by content: image/jpeg, image/png or image/gif. WeChat takes no others (40137). */
	mime: string;
	timeoutMs: number;
}

interface DownloadRequest {
	baseUrl: string;
	accessToken: string;
	mediaId: string;
	/** Beyond it `too_large` is thrown. */
	maxBytes: number;
	timeoutMs: number;
}

/** WeChat goes by the name's extension. */
const FILE_NAMES = new Map([
	["image/jpeg", "image.jpg"],
	["image/png", "image.png"],
	["image/gif", "image.gif"],
]);

const uploadAnswerSchema = z.object({
	media_id: z.string().min(1),
	created_at: z.coerce.number().int().positive(),
});

/**
 * Uploads a picture for sending; the id holds for `LIMITS.mediaId.lifetimeMs` from `createdAt` (WeChat's clock) and
 * for this account only. Throws as `callWechat`, and AppError `bad_request` for a type WeChat does not take.
 * WeChat page: "Upload temporary media" (新增图片素材, /cgi-bin/media/upload).
 */
export async function uploadImage({
	baseUrl,
	accessToken,
	bytes,
	mime,
	timeoutMs,
}: UploadRequest): Promise<{ mediaId: string; createdAt: Date }> {
	const fileName = FILE_NAMES.get(mime);
	if (fileName === undefined) throw new AppError("bad_request", { message: `WeChat takes no ${mime}` });
	const answer = await callWechat({
		baseUrl,
		path: "/cgi-bin/media/upload",
		query: { access_token: accessToken, type: "image" },
		file: { field: "media", fileName, mime, bytes },
		timeoutMs,
		schema: uploadAnswerSchema,
	});
	return { mediaId: answer.media_id, createdAt: fromUnixSeconds(answer.created_at) };
}

/**
 * The file of a media id, as WeChat sent it: neither the bytes nor `contentType` (the header, null when there was
 * none) are to be believed. Throws as `downloadFromWechat`; 40007 when the id is older than 3 days or another account's.
 * WeChat page: "Get temporary media" (获取客服消息内的临时素材, /cgi-bin/media/get).
 */
export async function downloadMedia({
	baseUrl,
	accessToken,
	mediaId,
	maxBytes,
	timeoutMs,
}: DownloadRequest): Promise<{ bytes: Uint8Array; contentType: string | null }> {
	return downloadFromWechat({
		baseUrl,
		path: "/cgi-bin/media/get",
		query: { access_token: accessToken, media_id: mediaId },
		maxBytes,
		timeoutMs,
	});
}
