/** The keys by which push services know this desk (VAPID, RFC 8292): made once, kept sealed in Postgres. */
import webpush from "web-push";
import { z } from "zod";
import { rows } from "@/lib/db";
import { env } from "@/lib/env";
import { seal, unseal } from "@/lib/secrets";

const NAME = "vapid";
const keysSchema = z.object({ publicKey: z.string(), privateKey: z.string() });
export type VapidKeys = z.infer<typeof keysSchema>;

/** Whom a push service may ask about us when we have no public address. */
const NOBODY = "mailto:kefu-console@example.com";

/** Of all processes the first makes the pair; every browser's subscription is bound to it. base64url. */
export async function getVapidKeys(): Promise<VapidKeys> {
	const [stored] = await rows<{ value: Buffer }>({
		name: "vapid_keys",
		text: "SELECT value FROM desk_secrets WHERE name = $1",
		values: [NAME],
	});
	if (stored) return keysSchema.parse(JSON.parse(unseal(stored.value).toString("utf8")));
	await rows({
		text: "INSERT INTO desk_secrets (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING",
		values: [NAME, seal(JSON.stringify(webpush.generateVAPIDKeys()))],
	});
	return getVapidKeys();
}

/** Who sends: the console's own address where that is https, as RFC 8292 wants. */
export function vapidSubject(): string {
	const { protocol, origin } = new URL(env().NEXTAUTH_URL);
	return protocol === "https:" ? origin : NOBODY;
}
