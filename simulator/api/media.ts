import { readPart } from "../http";
import { sniffPicture, sniffSound, storeMedia } from "../media";
import type { Account } from "../state";
import { type ApiReply, authorised, type Endpoint, refusal } from "./call";

/** `POST /cgi-bin/media/upload`, multipart with a part `media` that has a filename. */
export const uploadEndpoint: Endpoint = authorised({ post: true }, async (call, account) => {
	const type = call.query.get("type") ?? "";
	if (type !== "image" && (account.kind === "miniprogram" || !Object.hasOwn(SERVICE_KINDS, type))) {
		return refusal(40004);
	}
	const bytes = await readPart(call.body, call.headers["content-type"] ?? "", "media");
	if (!bytes) return refusal(41005);
	if (bytes.length === 0) return refusal(44001);
	const kind = SERVICE_KINDS[type] ?? { ...IMAGE, maxBytes: account.settings.maxImageBytes };
	if (bytes.length > kind.maxBytes) return refusal(kind.tooLarge);
	const contentType = kind.sniff(bytes);
	if (!contentType || (contentType === "image/bmp" && !account.settings.bmpUpload))
		return refusal(kind.wrong);
	const media = storeMedia(call.world, account, bytes, contentType);
	const idName = type === "thumb" ? "thumb_media_id" : "media_id";
	return { json: { type, [idName]: media.id, created_at: Math.floor(media.createdAt / 1000) } };
});

interface Kind {
	maxBytes: number;
	tooLarge: number;
	wrong: number;
	sniff(bytes: Buffer): string | null;
}

const MIB = 1024 * 1024;
const IMAGE: Omit<Kind, "maxBytes"> = { tooLarge: 40009, wrong: 40137, sniff: sniffPicture };
const only =
	(prefix: string) =>
	(bytes: Buffer): string | null => {
		const type = prefix.startsWith("image/") ? sniffPicture(bytes) : sniffSound(bytes);
		return type?.startsWith(prefix) ? type : null;
	};
/** What only service accounts may send. */
const SERVICE_KINDS: Record<string, Kind> = {
	voice: { maxBytes: 2 * MIB, tooLarge: 40006, wrong: 40005, sniff: only("audio/") },
	video: { maxBytes: 10 * MIB, tooLarge: 40006, wrong: 40005, sniff: only("video/") },
	thumb: { maxBytes: 65_536, tooLarge: 40006, wrong: 40005, sniff: only("image/jpeg") },
};

/** `GET /cgi-bin/media/get` */
export const downloadEndpoint: Endpoint = authorised({ post: false }, ({ world, query }, account) => {
	const id = query.get("media_id");
	if (!id) return failed(account, 41006);
	const media = world.media.get(id);
	if (!media || media.appid !== account.appid || world.clock.now() >= media.expiresAt) {
		return failed(account, 40007);
	}
	if (media.contentType.startsWith("video/")) {
		return { json: { video_url: `${world.baseUrl}/cdn/pic/${id}/0` } };
	}
	const disposition = `attachment; filename="${id}.jpg"`;
	const headers = { "Content-Type": media.contentType, "Content-disposition": disposition };
	return { file: { bytes: media.bytes, headers } };
});

const failed = (account: Account, code: number): ApiReply => ({
	...refusal(code),
	headers: { "Content-Type": account.settings.mediaErrorContentType },
});
