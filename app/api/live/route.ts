import { route } from "@/lib/http";
import { liveStream } from "@/lib/live/stream";

export const GET = route({}, async ({ request }) => {
	const headers = {
		"content-type": "text/event-stream; charset=utf-8",
		"cache-control": "no-cache, no-transform",
		"x-accel-buffering": "no",
	};
	return new Response(liveStream(request.signal), { headers });
});
