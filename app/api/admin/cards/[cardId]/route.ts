import { changeCard, deleteCard } from "@/lib/admin/cards";
import { cardParams, changeCardSchema } from "@/lib/channels/card-schema";
import { route } from "@/lib/http";

export const PATCH = route(
	{ roles: ["admin"], params: cardParams, body: changeCardSchema },
	({ scope, params, body }) => changeCard(scope, params.cardId, body),
);

export const DELETE = route({ roles: ["admin"], params: cardParams }, async ({ scope, params }) => {
	await deleteCard(scope, params.cardId);
	return new Response(null, { status: 204 });
});
