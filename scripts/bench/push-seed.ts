/**
 * Started by push.mjs as `tsx push-seed.ts <json>`: the two channels, the rules, and every customer with one message, which
 * comes in through the door itself. The simulator gets to know them too, so that replies reach somebody.
 */
import { answerPush } from "@/lib/conversations/push-door";
import { closeDatabase, getPrisma } from "@/lib/db";
import { control } from "@/prisma/seed/simulator";
import { addChannel } from "./add-channel";
import { CHANNELS, type ChannelName } from "./channels";
import { tellResult } from "./measurement.mjs";
import { CUSTOMERS, customerId, keywordsOf, packetMaker, RULES } from "./push-packets";

const { sentAt, pushUrls }: { sentAt: number; pushUrls: Record<ChannelName, string> } = JSON.parse(
	process.argv[2] ?? "",
);

for (const name of ["agent", "bot"] as const) await addChannel(name, pushUrls[name]);
await addRules();
for (let number = 0; number < CUSTOMERS; number++) {
	await control("POST", "/users", { id: customerId(number) });
}
for (const name of ["agent", "bot"] as const) await letCustomersWrite(name);
await closeDatabase();
tellResult({ used: CUSTOMERS });

async function addRules(): Promise<void> {
	await getPrisma().rule.createMany({
		data: Array.from({ length: RULES }, (_, rule) => ({
			channelId: CHANNELS.bot.id,
			name: `规则${rule}`,
			position: rule,
			trigger: { kind: "keyword", match: "contains", keywords: keywordsOf(rule) },
			actions: [{ kind: "reply", text: `这是第${rule}条自动回复，您的问题我们已经收到。` }],
		})),
	});
}

async function letCustomersWrite(name: ChannelName): Promise<void> {
	const build = packetMaker(name, pushUrls[name], sentAt);
	for (let number = 0; number < CUSTOMERS; number++) {
		const { path, body } = build(number);
		const query = new URL(path, pushUrls[name]).searchParams;
		const answer = await answerPush(
			{ channelId: CHANNELS[name].id, method: "POST", query, body },
			new Date(),
		);
		if (answer.status !== 200) throw new Error(`the door refused a customer of the bench: ${answer.status}`);
	}
}
