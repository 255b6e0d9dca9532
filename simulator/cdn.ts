import type { IncomingMessage, ServerResponse } from "node:http";
import { samplePicture } from "./media";
import type { World } from "./state";

/** `/cdn/pic/<media id>/0`: the temporary picture links of pushes. */
export function serveCdn(
	world: World,
	request: IncomingMessage,
	response: ServerResponse,
	path: string,
): void {
	const [, , kind, id = ""] = path.split("/");
	const media = kind === "pic" ? world.media.get(id) : undefined;
	const settings = media && (world.accounts.get(media.appid)?.settings ?? world.settings);
	const age = media ? (world.clock.now() - media.createdAt) / 1000 : 0;
	if (!media || !settings || age >= settings.picUrlTtlSeconds) {
		response.writeHead(404).end();
		return;
	}
	if (settings.cdnRefererBlock && request.headers.referer) {
		// Like the real CDN: a placeholder with status 200, so that a hot-linking page looks fine at first sight.
		response.writeHead(200, { "Content-Type": "image/png" }).end(samplePicture());
		return;
	}
	response.writeHead(200, { "Content-Type": media.contentType }).end(media.bytes);
}
