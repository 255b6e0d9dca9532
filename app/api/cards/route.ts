import { cardsQuerySchema } from "@/lib/channels/card-schema";
import { listCards } from "@/lib/channels/cards";
import { route } from "@/lib/http";

export const GET = route({ query: cardsQuerySchema }, ({ scope, query }) =>
	listCards(scope.channelIds, query),
);
