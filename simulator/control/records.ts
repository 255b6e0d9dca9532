import { z } from "zod";
import type { Attempt, Delivery } from "../push/delivery";
import type { LogEntry } from "../record";
import { type ControlCall, ControlError, type ControlRoutes, isoTime, read } from "./route";

const MAX_ITEMS = 500;
const repeatSchema = z.strictObject({ copies: z.int().min(1).max(200).default(1) });

export const recordRoutes: ControlRoutes = {
	"GET /_sim/pushes": ({ world, query }) => ({
		items: newest(world.deliveries.list().filter(matching(query)), query).map(deliveryView),
	}),
	"GET /_sim/pushes/:id": (call) => deliveryView(deliveryNamed(call)),
	/** The same packet once more (or `copies` times at one instant), as WeChat sometimes does. */
	"POST /_sim/pushes/:id/repeat": async (call) => {
		const { copies } = read(repeatSchema, call);
		const found = deliveryNamed(call);
		await found.repeat(copies);
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

function deliveryNamed({ world, params }: ControlCall): Delivery {
	const found = world.deliveries.list().find(({ id }) => id === params.id);
	if (!found) throw new ControlError(404, "unknown_push", `no push ${params.id}`);
	return found;
}

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

export const deliveryView = ({ repeat: _again, ...delivery }: Delivery) => ({
	...delivery,
	at: isoTime(delivery.at),
	attempts: delivery.attempts.map((attempt: Attempt) => ({ ...attempt, at: isoTime(attempt.at) })),
});
