import { listQuerySchema } from "@/lib/conversations/schema";
import type { ListQuery } from "./inbox-url";

/** The same list for the server, which draws the first page of it. */
export const toServerQuery = ({ view, channel, tag, later, sort }: ListQuery) =>
	listQuerySchema.parse({
		view,
		channel: channel ?? undefined,
		tag: tag ?? undefined,
		later: later ? "true" : undefined,
		sort,
	});
