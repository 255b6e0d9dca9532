/**
 * Started by screen.mjs as `tsx screen-seed.ts <json>`: a channel, the agent in whose browser is measured, the others, and two
 * conversations of that agent with some history, which came in through the door.
 */
import { hashPassword } from "@/lib/auth/password";
import { answerPush } from "@/lib/conversations/push-door";
import { closeDatabase, getPrisma } from "@/lib/db";
import { addChannel } from "./add-channel";
import { CHANNELS } from "./channels";
import { tellResult } from "./measurement.mjs";
import { customerOpenid, sayer } from "./push-packets";

const { pushUrl, sentAt, others }: { pushUrl: string; sentAt: number; others: number } = JSON.parse(
	process.argv[2] ?? "",
);
const PASSWORD = "bench-agent-password";
const CUSTOMERS = [0, 1];
const HISTORY = 40;
const { id: channelId } = CHANNELS.agent;

await addChannel("agent", pushUrl);
const [watcher, ...people] = await addAgents();
let taken = 0;
for (const customer of CUSTOMERS) {
	for (let message = 0; message < HISTORY; message++) await letWrite(customer);
}
await getPrisma().conversation.updateMany({ where: { channelId }, data: { assigneeId: watcher?.id } });
const conversations = await Promise.all(CUSTOMERS.map(conversationOf));
tellResult({ watcher, people, conversations, taken });
await closeDatabase();

async function addAgents() {
	const passwordHash = await hashPassword(PASSWORD);
	const emails = Array.from({ length: others + 1 }, (_, number) => `bench-${number}@example.com`);
	const made = await getPrisma().agent.createManyAndReturn({
		data: emails.map((email) => ({ email, name: email, role: "agent" as const, passwordHash })),
	});
	return made.map(({ id, email }) => ({ id, email, password: PASSWORD }));
}

async function letWrite(customer: number): Promise<void> {
	const { path, body } = sayer("agent", pushUrl, sentAt)(
		customer,
		taken,
		`第${taken}条：请问栗子礼盒发货了吗？`,
	);
	taken++;
	const query = new URL(path, pushUrl).searchParams;
	const answer = await answerPush({ channelId, method: "POST", query, body }, new Date());
	if (answer.status !== 200) throw new Error(`the door refused a customer of the bench: ${answer.status}`);
}

async function conversationOf(customer: number): Promise<{ id: string; customer: number }> {
	const externalId = customerOpenid("agent", customer);
	const { id } = await getPrisma().conversation.findFirstOrThrow({
		where: { customer: { channelId, externalId } },
		select: { id: true },
	});
	return { id, customer };
}
