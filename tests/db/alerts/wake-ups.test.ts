import { afterEach, expect, test } from "vitest";
import { subscribe } from "@/lib/alerts/subscriptions";
import { assign } from "@/lib/conversations/assign";
import { postNote } from "@/lib/conversations/notes";
import { setPresence } from "@/lib/conversations/presence";
import { row, rows } from "@/lib/db";
import { getQueue } from "@/lib/jobs/queue";
import { startWorker, sweep, type Worker } from "@/lib/jobs/worker";
import { count, makeAgent } from "@/tests/support/desk";
import { open, says } from "@/tests/support/push-desk";
import { openPushService } from "@/tests/support/push-service";

const { newBrowser } = await openPushService();
let worker: Worker | undefined;
afterEach(async () => {
	await worker?.stop();
	worker = undefined;
});

/** With a browser whose service nobody may call: that it was tried is written down. */
async function makeSubscriber(name: string) {
	const scope = await makeAgent(name);
	await setPresence(scope, "online");
	await subscribe(scope.agent.id, { ...newBrowser().subscription, endpoint: `https://localhost/${name}` });
	return {
		scope,
		tried: () => count("push_subscriptions", `endpoint LIKE '%${name}' AND failed_at IS NOT NULL`),
	};
}

test("a push is told by a job after it was answered; so are a hand-over and a mention", async () => {
	const [lin, zhou] = [await makeSubscriber("lin"), await makeSubscriber("zhou")];
	const channel = await open({ encryption: "plain", format: "json", openingMode: "agent" });
	worker = await startWorker();
	await says(channel, "你好");
	const id = await conversationOf(channel.id);
	await assign(lin.scope, id, lin.scope.agent.id);
	await says(channel, "在吗");
	await expect.poll(lin.tried).toBe(1);
	expect(await zhou.tried()).toBe(0);
	await assign(lin.scope, id, zhou.scope.agent.id);
	await expect.poll(zhou.tried).toBe(1);
	const he = await makeSubscriber("he");
	const mention = {
		type: "note",
		text: "@he 看看",
		clientKey: "note",
		mentions: [he.scope.agent.id],
	} as const;
	await postNote(lin.scope, id, { ...mention, mentions: [...mention.mentions] });
	await expect.poll(he.tried).toBe(1);
});

test("the sweep asks for warnings, and for the tellings that were lost", async () => {
	const wu = await makeSubscriber("wu");
	const channel = await open({ encryption: "plain", format: "json", openingMode: "agent" });
	await says(channel, "你好", "wu");
	const id = await conversationOf(channel.id);
	await assign(wu.scope, id, wu.scope.agent.id);
	await runAway(id);
	await sweep(new Date());
	expect(await count("graphile_worker.jobs", `key = 'alert:message:${id}'`)).toBe(1);
	await sweep(new Date(Date.now() + 60_000));
	expect(await count("graphile_worker.jobs", "key = 'escalate'")).toBe(1);
});

async function conversationOf(channelId: string): Promise<string> {
	const { id } = await row<{ id: string }>({
		text: "SELECT id FROM conversations WHERE channel_id = $1",
		values: [channelId],
	});
	return id;
}

/** The process died between the commit and the wake-up, a while ago. */
async function runAway(conversationId: string): Promise<void> {
	await getQueue();
	await rows({ text: "DELETE FROM graphile_worker._private_jobs" });
	await rows({
		text: "UPDATE conversations SET waiting_since = now() - interval '1 minute' WHERE id = $1",
		values: [conversationId],
	});
}
