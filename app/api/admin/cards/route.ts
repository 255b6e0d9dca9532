import { createCard } from "@/lib/admin/cards";
import { cardsQuerySchema, createCardSchema } from "@/lib/channels/card-schema";
import { listCards } from "@/lib/channels/cards";
import { route } from "@/lib/http";

export const GET = route({ roles: ["admin"], query: cardsQuerySchema }, ({ scope, query }) =>
	listCards(scope.channelIds, query),
);

export const POST = route({ roles: ["admin"], body: createCardSchema }, async ({ scope, body }) =>
	Response.json(await createCard(scope, body), { status: 201 }),
);
