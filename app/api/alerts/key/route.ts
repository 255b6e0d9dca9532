import type { PushKey } from "@/lib/alerts/schema";
import { getVapidKeys } from "@/lib/alerts/vapid";
import { route } from "@/lib/http";

export const GET = route({}, async (): Promise<PushKey> => {
	const { publicKey } = await getVapidKeys();
	return { publicKey };
});
