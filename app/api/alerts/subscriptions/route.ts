import { subscriptionSchema, unsubscribeSchema } from "@/lib/alerts/schema";
import { subscribe, unsubscribe } from "@/lib/alerts/subscriptions";
import { route } from "@/lib/http";

export const POST = route({ body: subscriptionSchema }, async ({ agent, body }) =>
	Response.json(await subscribe(agent.id, body), { status: 201 }),
);

export const DELETE = route({ body: unsubscribeSchema }, async ({ agent, body }) => {
	await unsubscribe(agent.id, body.endpoint);
	return new Response(null, { status: 204 });
});
