import { practiceChannelSchema } from "@/lib/admin/channel-schema";
import { createPracticeChannel } from "@/lib/admin/practice-channel";
import { route } from "@/lib/http";

export const POST = route({ roles: ["admin"], body: practiceChannelSchema }, async ({ body, agent }) =>
	Response.json(await createPracticeChannel(body, agent.id), { status: 201 }),
);
