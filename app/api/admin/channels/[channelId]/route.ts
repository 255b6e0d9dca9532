import { changeChannel } from "@/lib/admin/change-channel";
import { changeChannelSchema, channelParams } from "@/lib/admin/channel-schema";
import { getChannel } from "@/lib/admin/channels";
import { removeChannel } from "@/lib/channels/remove-channel";
import { route } from "@/lib/http";

export const GET = route({ roles: ["admin"], params: channelParams }, ({ params }) =>
	getChannel(params.channelId),
);

export const PATCH = route(
	{ roles: ["admin"], params: channelParams, body: changeChannelSchema },
	({ params, body, agent }) => changeChannel(params.channelId, body, agent.id),
);

export const DELETE = route({ roles: ["admin"], params: channelParams }, async ({ params, agent }) => {
	await removeChannel(params.channelId, agent.id);
	return new Response(null, { status: 204 });
});
