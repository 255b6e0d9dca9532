/** With `people`: those of the demo. Else channels, rules and cards of the demo, and two channels more; customers are played by story.mjs. */
import { sealSecrets } from "@/lib/channels/accounts";
import { closeDatabase, getPrisma } from "@/lib/db";
import { env } from "@/lib/env";
import { seedAgents } from "@/prisma/seed/agents";
import { seedCards } from "@/prisma/seed/cards";
import { registerAccounts, seedChannels } from "@/prisma/seed/channels";
import { seedRules } from "@/prisma/seed/rules";
import { control } from "@/prisma/seed/simulator";

/** Beside those of the demo. Their customers meet people first, no bot. */
const MORE_CHANNELS = [
	{ id: "care", name: "售后服务", appId: "wxdemo0000000care", originalId: "gh_demo0000care" },
	{ id: "member", name: "会员顾问", appId: "wxdemo000000member", originalId: "gh_demo00member" },
];
const TOKEN = "kefuscreenstoken";

async function addChannel(channel: (typeof MORE_CHANNELS)[number]): Promise<void> {
	const { id, name, appId, originalId } = channel;
	const appSecret = `${id}-secret`;
	const secrets = sealSecrets({ appSecret, token: TOKEN, encodingAesKey: null });
	const kind = { kind: "miniprogram", encryption: "plain", format: "json" } as const;
	await getPrisma().channel.create({
		data: { ...channel, ...kind, demo: true, secrets, openingMode: "agent" },
	});
	const url = new URL(`/api/push/${id}`, env().NEXTAUTH_URL).toString();
	const push = { url, token: TOKEN, mode: "plain", format: "json" };
	await control("POST", "/accounts", { appid: appId, secret: appSecret, originalId, name, push });
	await control("POST", `/tool/${appId}/agents`, { id: `tool-${id}`, name: "孙悦" });
}

async function seedEverythingElse(): Promise<void> {
	await seedChannels();
	await seedRules();
	await seedCards();
	await registerAccounts();
	for (const channel of MORE_CHANNELS) await addChannel(channel);
}

await (process.argv[2] === "people" ? seedAgents() : seedEverythingElse());
await closeDatabase();
