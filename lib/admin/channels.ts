/** Channels as administrators see and make them. Secrets go in and never come out. */
import type { CreateChannel } from "@/lib/admin/channel-schema";
import { forgetAccount, sealSecrets } from "@/lib/channels/accounts";
import { getPrisma } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

const PUBLIC = {
	id: true,
	kind: true,
	name: true,
	appId: true,
	originalId: true,
	encryption: true,
	format: true,
	openingMode: true,
	hosting: true,
	freshnessSeconds: true,
	relayUrl: true,
	afterTransfer: true,
	transferLapseMinutes: true,
	watchSourceIps: true,
	assignment: true,
	stickyMinutes: true,
	slaMinutes: true,
	sessionMapping: true,
	createdAt: true,
} as const;

const withPushUrl = <Channel extends { id: string }>(channel: Channel) => ({
	...channel,
	/** Goes into the account's administration at WeChat. */
	pushUrl: new URL(`/api/push/${channel.id}`, env().NEXTAUTH_URL).toString(),
});

/** Every channel without its secrets. */
export async function listChannels() {
	const channels = await getPrisma().channel.findMany({
		select: PUBLIC,
		orderBy: [{ createdAt: "asc" }, { id: "asc" }],
	});
	return channels.map(withPushUrl);
}

/** One channel without its secrets. @throws AppError `not_found` */
export async function getChannel(id: string) {
	const channel = await getPrisma().channel.findUnique({ where: { id }, select: PUBLIC });
	if (!channel) throw new AppError("not_found", { message: "no such channel" });
	return withPushUrl(channel);
}

/** @throws AppError `conflict` when the appid or the id is in use */
export async function createChannel(input: CreateChannel, agentId: string) {
	const { appSecret, token, encodingAesKey, id = crypto.randomUUID(), ...columns } = input;
	try {
		const [channel] = await getPrisma().$transaction([
			getPrisma().channel.create({
				data: { ...columns, id, secrets: sealSecrets({ appSecret, token, encodingAesKey }) },
				select: PUBLIC,
			}),
			getPrisma().auditEntry.create({
				data: {
					agentId,
					action: "channel.create",
					target: id,
					details: { name: input.name, appId: input.appId },
				},
			}),
		]);
		forgetAccount(id);
		return withPushUrl(channel);
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "P2002") {
			throw new AppError("conflict", { message: "this appid or id is in use", cause: error });
		}
		throw error;
	}
}
