import type { Attempt, Delivery } from "../push/deliver";
import type { LogEntry } from "../record";
import { ControlError, type ControlRoutes, isoTime } from "./route";

const MAX_ITEMS = 500;

export const recordRoutes: ControlRoutes = {
	"GET /_sim/pushes": ({ world, query }) => ({
		items: newest(world.deliveries.list().filter(matching(query)), query).map(deliveryView),
	}),
	"GET /_sim/pushes/:id": ({ world, params }) => {
		const found = world.deliveries.list().find(({ id }) => id === params.id);
		if (!found) throw new ControlError(404, "unknown_push", `no push ${params.id}`);
		return deliveryView(found);
	},
	/** The protocol record: `?appid=&openid=&kind=&since=<id>&limit=`, oldest first. */
	"GET /_sim/log": ({ world, query }) => {
		const since = Number(query.get("since") ?? 0);
		const kind = query.get("kind");
		const entries = world.log
			.list()
			.filter((entry) => entry.id > since && (!kind || entry.kind === kind) && matching(query)(entry));
		return { items: newest(entries, query).map(entryView) };
	},
	"DELETE /_sim/log": ({ world }) => {
		world.log.clear();
		return { ok: true };
	},
};

function matching(query: URLSearchParams) {
	const appid = query.get("appid");
	const openid = query.get("openid");
	return (entry: { appid: string | null; openid: string | null }) =>
		(!appid || entry.appid === appid) && (!openid || entry.openid === openid);
}

function newest<T>(entries: T[], query: URLSearchParams): T[] {
	const limit = Number(query.get("limit") ?? 200);
	return entries.slice(-Math.min(Math.max(1, Number.isInteger(limit) ? limit : 200), MAX_ITEMS));
}

const entryView = (entry: LogEntry) => ({ ...entry, at: isoTime(entry.at) });

export const deliveryView = (delivery: Delivery) => ({
	...delivery,
	at: isoTime(delivery.at),
	attempts: delivery.attempts.map((attempt: Attempt) => ({ ...attempt, at: isoTime(attempt.at) })),
});
