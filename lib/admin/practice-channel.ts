import { randomBytes } from "node:crypto";
import type { PracticeChannel } from "@/lib/admin/channel-schema";
import { createChannel } from "@/lib/admin/channels";
import { registerSimulatedAccount } from "@/lib/channels/simulated-account";
import { env } from "@/lib/env";

/**
 * A Mini Program that only the simulator knows: everything can be tried without an account at WeChat.
 * @throws AppError `not_found` when WeChat is not simulated on this machine, `simulator_unreachable`
 */
export async function createPracticeChannel({ name }: PracticeChannel, agentId: string) {
	const mark = randomBytes(8).toString("hex");
	const id = `practice-${mark}`;
	const [appId, originalId] = [`wx${mark}`, `gh_${mark.slice(0, 12)}`];
	const appSecret = randomBytes(16).toString("hex");
	const token = randomBytes(16).toString("hex");
	const encodingAesKey = newEncodingAesKey();
	await registerSimulatedAccount({
		appid: appId,
		secret: appSecret,
		originalId,
		name,
		push: {
			url: new URL(`/api/push/${id}`, env().NEXTAUTH_URL).toString(),
			token,
			encodingAesKey,
			mode: "safe",
			format: "json",
		},
	});
	return createChannel(
		{
			kind: "miniprogram",
			id,
			name,
			appId,
			appSecret,
			originalId,
			token,
			encodingAesKey,
			encryption: "safe",
			format: "json",
			openingMode: "agent",
		},
		agentId,
	);
}

/** As WeChat's own page makes them: 43 letters and digits, which are the base64 of 32 bytes without its "=". */
function newEncodingAesKey(): string {
	const letters = randomBytes(96)
		.toString("base64")
		.replace(/[^A-Za-z0-9]/g, "");
	return letters.length < 43 ? newEncodingAesKey() : letters.slice(0, 43);
}
