/** Channels with their secrets, for the push door and for sending. */
import { z } from "zod";
import type { Channel } from "@/generated/prisma/client";
import type { ChannelAccount } from "@/lib/channels/channel";
import { getPrisma } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { seal, unseal } from "@/lib/secrets";
import { SECOND_MS } from "@/lib/time";

/** A change made by another process is seen after this long at the latest. */
const CACHE_MS = 3 * SECOND_MS;

const secretsSchema = z.object({
	appSecret: z.string(),
	token: z.string(),
	encodingAesKey: z.string().nullable(),
});
export type ChannelSecrets = z.infer<typeof secretsSchema>;
export const SECRET_NAMES = secretsSchema.keyof().options;

/** Whatever else stands in the path of a push URL is no channel, and must not reach a query. */
const CHANNEL_ID = /^[A-Za-z0-9_-]{1,64}$/;

const cache = new Map<string, { account: Promise<ChannelAccount>; readAt: number }>();

/** The channel, at most 3 s old. @throws AppError `not_found` */
export function getAccount(channelId: string, now: Date = new Date()): Promise<ChannelAccount> {
	const known = cache.get(channelId);
	if (known && now.getTime() - known.readAt < CACHE_MS) return known.account;
	const account = readAccount(channelId);
	cache.set(channelId, { account, readAt: now.getTime() });
	// A failed reading is not kept, and an unknown id from outside takes no memory.
	account.catch(() => cache.delete(channelId));
	return account;
}

/** Makes this process read the channel again; call it after every change. */
export const forgetAccount = (channelId: string): boolean => cache.delete(channelId);

export const sealSecrets = (secrets: ChannelSecrets): Uint8Array<ArrayBuffer> =>
	new Uint8Array(seal(JSON.stringify(secretsSchema.parse(secrets))));

export const openSecrets = ({ secrets }: Pick<Channel, "secrets">): ChannelSecrets =>
	secretsSchema.parse(JSON.parse(unseal(secrets).toString("utf8")));

async function readAccount(channelId: string): Promise<ChannelAccount> {
	const channel = CHANNEL_ID.test(channelId)
		? await getPrisma().channel.findUnique({
				where: { id: channelId },
				include: { alarms: { where: { healedAt: null }, select: { kind: true } } },
			})
		: null;
	if (!channel) throw new AppError("not_found", { message: "no such channel" });
	return toAccount(channel);
}

function toAccount(channel: Channel & { alarms: { kind: string }[] }): ChannelAccount {
	return {
		id: channel.id,
		kind: channel.kind,
		name: channel.name,
		appId: channel.appId ?? channel.corpId ?? "",
		originalId: channel.originalId ?? channel.openKfId ?? "",
		encryption: channel.encryption,
		format: channel.format,
		hosting: channel.hosting,
		freshnessSeconds: channel.freshnessSeconds,
		relayUrl: channel.relayUrl,
		watchSourceIps: channel.watchSourceIps,
		callbackIps: channel.callbackIps,
		openAlarms: channel.alarms.map(({ kind }) => kind),
		...openSecrets(channel),
	};
}
