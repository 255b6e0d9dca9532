/** The counts are sums that triggers keep: they must be what counting would give, whatever happens to conversations. */
import { expect, test } from "vitest";
import { countConversations, sumCounts } from "@/lib/conversations/counts";
import type { Scope } from "@/lib/conversations/scope";
import { changeConversation } from "@/lib/conversations/update";
import { rows } from "@/lib/db";
import {
	type Channel,
	count,
	makeAgent,
	makeChannel,
	textFrom,
	write,
	writeFirst,
} from "@/tests/support/desk";

const one = await makeChannel("counts-one");
const two = await makeChannel("counts-two", { openingMode: "bot" });
const agents = [await makeAgent("林晓"), await makeAgent("周子墨")];
const customers = Array.from({ length: 12 }, (_, n): [Channel, string] => [n % 2 ? one : two, `oCounts${n}`]);

/** As they would be counted row by row. */
async function counted({ agent }: Scope) {
	const [found] = await rows({
		text: `SELECT count(*)::int AS all, count(*) FILTER (WHERE assignee_id = $1)::int AS mine,
				count(*) FILTER (WHERE mode = 'agent' AND assignee_id IS NULL)::int AS unassigned,
				count(*) FILTER (WHERE mode = 'bot')::int AS bot, count(*) FILTER (WHERE mode = 'transfer')::int AS transfer
			FROM conversations WHERE status = 'open'`,
		values: [agent.id],
	});
	return found;
}

async function expectTrue() {
	for (const agent of agents) expect((await countConversations(agent)).counts).toEqual(await counted(agent));
}

test("after new customers, claims, transfers, closings, reopenings and removals the counts are those of the rows", async () => {
	const ids: string[] = [];
	for (const [channel, name] of customers) ids.push(await writeFirst(channel, name));
	await expectTrue();
	const [first, second] = agents;
	if (!first || !second) throw new Error("two agents were made");
	const idOf = (n: number) => ids[n] ?? "";
	for (const n of [1, 3]) await changeConversation(first, idOf(n), { kind: "claim" });
	await changeConversation(second, idOf(5), { kind: "claim" });
	await changeConversation(second, idOf(0), { kind: "mode", mode: "agent" });
	await changeConversation(first, idOf(2), { kind: "mode", mode: "transfer" });
	await expectTrue();
	for (const n of [1, 2, 4]) await changeConversation(first, idOf(n), { kind: "status", status: "closed" });
	await expectTrue();
	await write(two, textFrom("oCounts4", "又来了"));
	await expectTrue();
	await rows({ text: "DELETE FROM conversations WHERE id = ANY ($1)", values: [[idOf(7), idOf(1)]] }).catch(
		() => {},
	);
	await expectTrue();
	await rows({ text: "SELECT kefu_sum_counts()" });
	await expectTrue();
});

test("changes at the same moment wait for nobody on account of the counts, and none is lost while they are added up", async () => {
	const busy = Array.from({ length: 40 }, (_, n) => writeFirst(n % 2 ? one : two, `oBusy${n}`));
	const sums = Array.from({ length: 10 }, () => rows({ text: "SELECT kefu_sum_counts()" }));
	await Promise.all([...busy, ...sums]);
	await expectTrue();
});

test("what changes leave is added up once there is much of it", async () => {
	await rows({
		text: `INSERT INTO conversation_counts (channel_id, mode, amount)
			SELECT 'counts-one', 'bot', CASE n % 2 WHEN 0 THEN 1 ELSE -1 END FROM generate_series(1, 600) n`,
	});
	await sumCounts();
	expect(await count("conversation_counts")).toBeLessThan(20);
	await expectTrue();
});
