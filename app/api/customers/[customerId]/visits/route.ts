import { requireCustomer } from "@/lib/customers/detail";
import { customerParams, visitsQuerySchema } from "@/lib/customers/schema";
import { listVisits } from "@/lib/customers/visits";
import { route } from "@/lib/http";

export const GET = route(
	{ params: customerParams, query: visitsQuerySchema },
	async ({ scope, params, query }) => {
		const { conversation_id: conversationId } = await requireCustomer(scope, params.customerId);
		return conversationId ? listVisits(conversationId, query) : { items: [], nextCursor: null };
	},
);
