/**
 * Started by send.mjs as `tsx send-seed.ts <json>`: a channel, the agents, and customers who have each written once, through
 * the simulator and the door. What the ledger allows is raised beyond what a bench can use up.
 */
import { hashPassword } from "@/lib/auth/password";
import { closeDatabase, getPrisma } from "@/lib/db";
import { control } from "@/prisma/seed/simulator";
import { addChannel } from "./add-channel";
import { CHANNELS } from "./channels";
import { tellResult } from "./measurement.mjs";

const { pushUrl, agents, conversations }: { pushUrl: string; agents: number; conversations: number } =
	JSON.parse(process.argv[2] ?? "");
const PASSWORD = "bench-agent-password";
const AT_ONCE = 8;
const { id: channelId, appId } = CHANNELS.agent;

await addChannel("agent", pushUrl);
const people = await addAgents();
const users = Array.from({ length: conversations }, (_, number) => `send-${number}`);
const openids = new Map<string, string>();
for (let start = 0; start < users.length; start += AT_ONCE) {
	await Promise.all(users.slice(start, start + AT_ONCE).map(write));
}
await getPrisma().replyGrant.updateMany({ data: { limit: 1_000_000 } });
tellResult({ agents: people, appId, conversations: await listConversations() });
await closeDatabase();

async function addAgents() {
	const passwordHash = await hashPassword(PASSWORD);
	const emails = Array.from({ length: agents }, (_, number) => `bench-${number}@example.com`);
	await getPrisma().agent.createMany({
		data: emails.map((email) => ({ email, name: email, role: "agent" as const, passwordHash })),
	});
	return emails.map((email) => ({ email, password: PASSWORD }));
}

async function write(user: string): Promise<void> {
	const known = (await control("POST", "/users", { id: user })) as { openids: Record<string, string> };
	openids.set(known.openids[appId] ?? "", user);
	const content = "你好，我上周买的栗子礼盒还没有收到，能帮我看看到哪里了吗？";
	await control("POST", `/chat/${appId}/${user}/text?wait=1`, { content });
}

async function listConversations() {
	const found = await getPrisma().conversation.findMany({
		where: { channelId },
		select: { id: true, customer: { select: { externalId: true } } },
	});
	return found.map(({ id, customer }) => ({ id, user: openids.get(customer.externalId) }));
}
