import { browserName } from "@/lib/alerts/browser-name";
import { subscriptionSchema, unsubscribeSchema } from "@/lib/alerts/schema";
import { listSubscriptions, subscribe, unsubscribe } from "@/lib/alerts/subscriptions";
import { route } from "@/lib/http";

export const GET = route({}, async ({ agent }) => ({ items: await listSubscriptions(agent.id) }));

export const POST = route({ body: subscriptionSchema }, async ({ agent, body, request }) => {
	const label = browserName(request.headers.get("user-agent") ?? "");
	return Response.json(await subscribe(agent.id, { ...body, label }), { status: 201 });
});

export const DELETE = route({ body: unsubscribeSchema }, async ({ agent, body }) => {
	await unsubscribe(agent.id, body);
	return new Response(null, { status: 204 });
});
