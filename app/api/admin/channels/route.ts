import { createChannelSchema } from "@/lib/admin/channel-schema";
import { createChannel, listChannels } from "@/lib/admin/channels";
import { route } from "@/lib/http";

export const GET = route({ roles: ["admin"] }, async () => ({
	items: await listChannels(),
	nextCursor: null,
}));

export const POST = route({ roles: ["admin"], body: createChannelSchema }, async ({ body, agent }) =>
	Response.json(await createChannel(body, agent.id), { status: 201 }),
);
