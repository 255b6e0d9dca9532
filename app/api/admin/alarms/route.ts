import { checkNow } from "@/lib/conversations/channel-line";
import { checkSchema } from "@/lib/conversations/schema";
import { route } from "@/lib/http";

/** An administrator has mended something: the channel's line tries again now. */
export const POST = route({ roles: ["admin"], body: checkSchema }, async ({ body, agent }) => {
	await checkNow(body.channelId, agent.id);
	return new Response(null, { status: 204 });
});
