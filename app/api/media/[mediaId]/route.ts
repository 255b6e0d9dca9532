import { route } from "@/lib/http";
import { mediaParams, mediaQuerySchema } from "@/lib/media/schema";
import { serveMedia } from "@/lib/media/serve";

export const GET = route(
	{ params: mediaParams, query: mediaQuerySchema },
	({ scope, params, query, request }) =>
		serveMedia(scope.channelIds, {
			mediaId: params.mediaId,
			size: query.size,
			download: query.download === "1",
			knownEtag: request.headers.get("if-none-match"),
		}),
);
