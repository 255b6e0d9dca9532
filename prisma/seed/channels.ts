import { sealSecrets } from "@/lib/channels/accounts";
import { getPrisma } from "@/lib/db";
import { env } from "@/lib/env";
import { control } from "./simulator";

/** Known to both sides; worth nothing outside the simulator. */
export const CHANNELS = [
	{
		id: "demo-mini",
		name: "栗子优选",
		appId: "wxdemo0000000mini",
		originalId: "gh_demo0000mini",
		appSecret: "demo-mini-secret",
		token: "kefudemominitoken",
		encodingAesKey: "kefuDemoMiniKey0123456789abcdefghijklmnopqA",
		encryption: "safe",
		format: "xml",
	},
	{
		id: "demo-json",
		name: "栗子门店",
		appId: "wxdemo0000000json",
		originalId: "gh_demo0000json",
		appSecret: "demo-json-secret",
		token: "kefudemojsontoken",
		encodingAesKey: null,
		encryption: "plain",
		format: "json",
	},
] as const;

export async function seedChannels(): Promise<void> {
	for (const { appSecret, token, encodingAesKey, ...channel } of CHANNELS) {
		const secrets = sealSecrets({ appSecret, token, encodingAesKey });
		await getPrisma().channel.upsert({
			where: { id: channel.id },
			create: { ...channel, kind: "miniprogram", demo: true, secrets },
			update: { secrets },
		});
	}
}

/** The simulator keeps its accounts in memory: it is told at every start. */
export async function registerAccounts(): Promise<void> {
	for (const channel of CHANNELS) {
		const url = new URL(`/api/push/${channel.id}`, env().NEXTAUTH_URL).toString();
		await control("POST", "/accounts", {
			appid: channel.appId,
			secret: channel.appSecret,
			originalId: channel.originalId,
			name: channel.name,
			push: {
				url,
				token: channel.token,
				mode: channel.encryption,
				format: channel.format,
				...(channel.encodingAesKey ? { encodingAesKey: channel.encodingAesKey } : {}),
			},
		});
		await control("POST", `/tool/${channel.appId}/agents`, { id: "tool-sun", name: "孙悦" });
	}
}
