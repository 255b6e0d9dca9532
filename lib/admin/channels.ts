/** Channels as administrators see and make them. Secrets go in and never come out. */
import { z } from "zod";
import { forgetAccount, sealSecrets } from "@/lib/channels/accounts";
import { getPrisma } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

const id = z
	.string()
	.regex(/^[a-z0-9][a-z0-9-]{1,62}$/, "lower-case letters, digits and hyphens")
	.optional();
const name = z
	.string()
	.trim()
	.min(1)
	.max(60)
	.regex(/^\P{Cc}*$/u, "no control characters");
/** WeChat's form takes 3 to 32 letters and digits; whether others ever passed is not known, so they do here. */
const token = z.string().regex(/^[\x21-\x7e]{1,64}$/, "1 to 64 visible characters");
const aesKey = z.string().regex(/^[A-Za-z0-9+/]{43}$/, "43 letters or digits");

export const createChannelSchema = z
	.object({
		kind: z.literal("miniprogram"),
		id,
		name,
		appId: z.string().regex(/^wx[0-9a-zA-Z]{6,30}$/, "wx and 16 characters"),
		appSecret: z.string().min(1).max(128),
		originalId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
		token,
		encodingAesKey: aesKey
			.or(z.literal(""))
			.nullish()
			.transform((value) => value || null),
		encryption: z.enum(["plain", "compat", "safe"]),
		format: z.enum(["xml", "json"]),
		openingMode: z.enum(["bot", "agent", "transfer"]).default("bot"),
	})
	.refine(({ encryption, encodingAesKey }) => encryption === "plain" || encodingAesKey !== null, {
		path: ["encodingAesKey"],
		message: "needed in this mode",
	});
export type CreateChannel = z.infer<typeof createChannelSchema>;

const PUBLIC = {
	id: true,
	kind: true,
	name: true,
	appId: true,
	originalId: true,
	encryption: true,
	format: true,
	openingMode: true,
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
