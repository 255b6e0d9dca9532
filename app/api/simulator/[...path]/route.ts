import { advancedSeconds, CONTROL_BODY_MAX_BYTES, callSimulator } from "@/lib/channels/simulator-proxy";
import { ageGrants } from "@/lib/conversations/age-grants";
import { readBody, route } from "@/lib/http";

const PREFIX = "/api/simulator";

const handle = route({}, async ({ request }) => {
	const { method } = request;
	const { pathname, search } = new URL(request.url);
	const body = method === "POST" ? await readBody(request, CONTROL_BODY_MAX_BYTES) : null;
	const call = { method, path: pathname.slice(PREFIX.length), search, body };
	const answer = await callSimulator(call);
	const seconds = advancedSeconds(call);
	if (seconds > 0) await ageGrants(seconds);
	return answer;
});

export { handle as DELETE, handle as GET, handle as POST };
