import { retryMedia } from "@/lib/conversations/media-retry";
import { route } from "@/lib/http";
import { mediaParams } from "@/lib/media/schema";

export const POST = route({ params: mediaParams }, ({ scope, params }) => retryMedia(scope, params.mediaId));
