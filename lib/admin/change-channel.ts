/** Changing what a channel is set to. */
import { isDeepStrictEqual } from "node:util";
import type { Channel, Prisma } from "@/generated/prisma/client";
import type { ChangeChannel } from "@/lib/admin/channel-schema";
import { getChannel } from "@/lib/admin/channels";
import {
	type ChannelSecrets,
	forgetAccount,
	openSecrets,
	SECRET_NAMES,
	sealSecrets,
} from "@/lib/channels/accounts";
import { healAlarms } from "@/lib/channels/alarms";
import { getPrisma } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";

/** Said once, when it is switched on. */
const UNSIGNED_PUSHES = {
	zh: "云托管推送没有签名，也不加密：任何能访问推送地址并带上 x-wx-source 请求头的人都能冒充微信。请关闭公网访问，或确认网关会删去外来请求的这个请求头",
	en: "Pushes of cloud hosting are neither signed nor encrypted: whoever reaches the push URL with the header x-wx-source can pose as WeChat. Close public access, or make sure that the gateway strips this header from outside requests",
};

/**
 * Changes what is named and leaves the rest; new secrets end the access token and the pause that the old ones led to.
 * `warning` comes with what is dangerous. Audited by the names of what changed, never by a secret.
 * @throws AppError `not_found`, `bad_request` with `fields`, `conflict` when somebody else changes it at the same time
 */
export async function changeChannel(id: string, change: ChangeChannel, agentId: string) {
	const known = await getPrisma().channel.findUnique({ where: { id } });
	if (!known) throw new AppError("not_found", { message: "no such channel" });
	const secrets = openSecrets(known);
	const changed = namesOfChanges(known, secrets, change);
	if (changed.length === 0) return getChannel(id);
	requireFitting({ ...known, ...secrets, ...change });

	const { appSecret, token, encodingAesKey, ...columns } = change;
	const given = { appSecret, token, encodingAesKey };
	const hasNewSecret = SECRET_NAMES.some((name) => changed.includes(name));
	const data: Prisma.ChannelUpdateInput = {
		...columns,
		updatedAt: new Date(),
		...(hasNewSecret ? { secrets: sealSecrets({ ...secrets, ...present(given) }), pausedUntil: null } : {}),
		// Its list is asked for at the next sweep.
		...(changed.includes("watchSourceIps") ? { callbackIpsAt: null } : {}),
	};
	const isUnsigned = changed.includes("hosting") && change.hosting === "cloudrun";
	const details = { changed, ...(isUnsigned ? { hosting: "cloudrun" } : {}) };
	await write(known, data, hasNewSecret, { agentId, details });
	forgetAccount(id);
	await healWhatIsOff(id, changed);
	if (isUnsigned) log.warn({ channelId: id, agentId }, "a channel takes unsigned pushes of cloud hosting");
	return { ...(await getChannel(id)), ...(isUnsigned ? { warning: UNSIGNED_PUSHES } : {}) };
}

function namesOfChanges(known: Channel, secrets: ChannelSecrets, change: ChangeChannel): string[] {
	const now: Record<string, unknown> = { ...known, ...secrets };
	return Object.entries(present(change))
		.filter(([name, value]) => !isDeepStrictEqual(now[name], value))
		.map(([name]) => name);
}

/** @throws AppError `bad_request` with the field that does not fit the others */
function requireFitting(channel: {
	encryption: Channel["encryption"];
	encodingAesKey: string | null;
	relayUrl: string | null;
}): void {
	const { encryption, encodingAesKey, relayUrl } = channel;
	if (encryption !== "plain" && encodingAesKey === null) throw wrong("encodingAesKey", "needed in this mode");
	if (relayUrl !== null && new URL(relayUrl).host === new URL(env().NEXTAUTH_URL).host)
		throw wrong("relayUrl", "this is the console itself");
}

async function write(
	{ id, updatedAt }: Channel,
	data: Prisma.ChannelUpdateInput,
	hasNewSecret: boolean,
	{ agentId, details }: { agentId: string; details: Prisma.InputJsonObject },
): Promise<void> {
	const prisma = getPrisma();
	try {
		await prisma.$transaction([
			prisma.channel.update({ where: { id, updatedAt }, data }),
			...(hasNewSecret ? [prisma.accessToken.deleteMany({ where: { channelId: id } })] : []),
			prisma.auditEntry.create({ data: { agentId, action: "channel.update", target: id, details } }),
		]);
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "P2025") {
			throw new AppError("conflict", { message: "somebody else has changed this channel", cause: error });
		}
		throw error;
	}
}

/** What is switched off can raise no alarm, so none may stay. */
async function healWhatIsOff(id: string, changed: string[]): Promise<void> {
	if (changed.includes("relayUrl")) await healAlarms(id, ["relay"]);
	if (changed.includes("watchSourceIps")) await healAlarms(id, ["source_ip"]);
}

/** Without what was left out. */
const present = <Values extends object>(values: Values): Partial<Values> =>
	Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Values>;

const wrong = (field: string, message: string): AppError =>
	new AppError("bad_request", {
		message: "the input is not valid",
		details: { fields: { [field]: message } },
	});
