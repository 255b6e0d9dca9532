import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { samplePicture } from "./picture-samples";
import type { Settings } from "./settings";
import type { Media, World } from "./state";

/** `/cdn/pic/<media id>/0`: the temporary picture links of pushes; they outlive the media id or die before it. */
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
	if (!media || !settings || age >= settings.picUrlTtl) {
		response.writeHead(404).end();
		return;
	}
	if (settings.cdnRefererBlock && request.headers.referer) {
		// Like the real CDN: a placeholder with status 200, so that a hot-linking page looks fine at first sight.
		response.writeHead(200, { "Content-Type": "image/png" }).end(samplePicture());
		return;
	}
	sendPicture(response, media, settings);
}

function sendPicture(response: ServerResponse, media: Media, settings: Settings): void {
	if (settings.cdnBehaviour === "redirect") {
		response.writeHead(302, { Location: settings.cdnRedirectTo }).end();
		return;
	}
	response.writeHead(200, { "Content-Type": media.contentType });
	if (settings.cdnBehaviour === "normal") {
		response.end(media.bytes);
		return;
	}
	response.write(media.bytes.subarray(0, 64));
	if (settings.cdnBehaviour === "endless") endless().pipe(response);
}

/** Zeros until the reader has had enough; never more in memory than a buffer or two. */
function endless(): Readable {
	const zeros = Buffer.alloc(65_536);
	return new Readable({
		read() {
			this.push(zeros);
		},
	});
}
