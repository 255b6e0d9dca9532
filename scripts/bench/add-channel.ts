import { sealSecrets } from "@/lib/channels/accounts";
import { getPrisma } from "@/lib/db";
import { control } from "@/prisma/seed/simulator";
import { accountOf, CHANNELS, type ChannelName } from "./channels";

/** Makes a channel known to the console and to the simulator. */
export async function addChannel(name: ChannelName, pushUrl: string): Promise<void> {
	const { appSecret, token, encodingAesKey, ...columns } = CHANNELS[name];
	const secrets = sealSecrets({ appSecret, token, encodingAesKey });
	await getPrisma().channel.create({ data: { ...columns, kind: "miniprogram", name, secrets } });
	await control("POST", "/accounts", accountOf(name, pushUrl));
}
