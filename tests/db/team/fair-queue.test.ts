import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { assignWaiting } from "@/lib/conversations/auto-assign";
import { rows } from "@/lib/db";
import { count, writeFirst } from "@/tests/support/desk";
import { makeOnline, makeShop, sendAllHome } from "@/tests/support/team";

/** What happens at a desk; numbers pick among who or what there is. */
const step = fc.oneof(
	{ weight: 6, arbitrary: fc.record({ kind: fc.constant("arrive"), n: fc.nat(0) }) },
	{ weight: 2, arbitrary: fc.record({ kind: fc.constant("close"), n: fc.nat(50) }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant("leave"), n: fc.nat(50) }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant("come"), n: fc.nat(50) }) },
);
const capacities = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 4 });
const POLICIES = ["round_robin", "least_busy"] as const;
const policy = fc.constantFrom(...POLICIES);

let round = 0;
beforeEach(sendAllHome);

interface Person {
	id: string;
	load: number;
	capacity: number;
}
/** One conversation given to one person, and who else had room in that moment. */
interface Given {
	to: string;
	free: Person[];
}

test.each(POLICIES)(
	"%s, whatever arrives, closes, comes and leaves: nobody above capacity, the longest waiting first, nobody with room passed over for a round",
	async (policy) => {
		await fc.assert(
			fc.asyncProperty(capacities, fc.array(step, { minLength: 8, maxLength: 40 }), async (room, steps) => {
				const desk = await openDesk(policy, room);
				const log: Given[] = [];
				for (const { kind, n } of steps) {
					if (kind === "arrive") await desk.arrive();
					if (kind === "close") await desk.close(n);
					if (kind === "leave") await desk.setOnline(n, false);
					if (kind === "come") await desk.setOnline(n, true);
					for (;;) {
						const [free, queue] = [await desk.free(), await desk.queue()];
						const given = await pullOne();
						// It gives as long as somebody waits and somebody has room, and not longer.
						expect(given !== null).toBe(free.length > 0 && queue.length > 0);
						if (!given) break;
						expect(given.conversationId).toBe(queue[0]);
						const taker = free.find(({ id }) => id === given.agentId);
						expect(taker).toBeDefined();
						if (policy === "least_busy") expect(busy(taker)).toBe(Math.min(...free.map(busy)));
						log.push({ to: given.agentId, free });
					}
					expect(await count("agents a", `${LOAD} > a.capacity`)).toBe(0);
				}
				if (policy === "round_robin") expectTurns(log);
			}),
			{ numRuns: 20 },
		);
	},
);

test("processes that pull at the same time, while customers arrive: each is given once, and as many as there is room for", async () => {
	await fc.assert(
		fc.asyncProperty(policy, capacities, fc.integer({ min: 1, max: 12 }), async (policy, room, customers) => {
			const desk = await openDesk(policy, room);
			const pulls = Array.from({ length: customers }, async () => {
				await desk.arrive();
				return assignWaiting();
			});
			const given = (await Promise.all([...pulls, assignWaiting(), assignWaiting()])).flat();
			given.push(...(await assignWaiting()));
			expect(new Set(given).size).toBe(given.length);
			expect(given).toHaveLength(
				Math.min(
					customers,
					room.reduce((sum, n) => sum + n, 0),
				),
			);
			expect(await count("agents a", `${LOAD} > a.capacity`)).toBe(0);
			expect(await desk.lines()).toBe(given.length);
		}),
		{ numRuns: 15 },
	);
});

test("ten processes at one full queue: those who waited longest are those who were given", async () => {
	const desk = await openDesk("round_robin", [3, 2, 2]);
	for (let n = 0; n < 12; n++) await desk.arrive();
	// Who came within one millisecond stands by id.
	const arrived = await desk.queue();
	const given = (await Promise.all(Array.from({ length: 10 }, assignWaiting))).flat();
	expect(given.toSorted()).toEqual(arrived.slice(0, 7).toSorted());
	expect(await desk.queue()).toEqual(arrived.slice(7));
});

const LOAD = "(SELECT count(*) FROM conversations c WHERE c.assignee_id = a.id AND c.status = 'open')";
const busy = (person: Person | undefined): number => (person ? person.load / person.capacity : Number.NaN);

/** Between two turns of one person everybody who had room all the time had a turn. */
function expectTurns(log: Given[]): void {
	for (const [end, { to }] of log.entries()) {
		const start = log.slice(0, end).findLastIndex((earlier) => earlier.to === to);
		if (start < 0) continue;
		const between = log.slice(start + 1, end);
		const hadRoom = log.slice(start, end + 1).map(({ free }) => new Set(free.map(({ id }) => id)));
		for (const id of hadRoom[0] ?? []) {
			if (id === to || !hadRoom.every((free) => free.has(id))) continue;
			expect(between.map((given) => given.to)).toContain(id);
		}
	}
}

async function pullOne(): Promise<{ conversationId: string; agentId: string } | null> {
	const [given] = await rows<{ r_conversation_id: string; r_agent_id: string }>({
		text: "SELECT * FROM kefu_assign_next(40)",
	});
	return given ? { conversationId: given.r_conversation_id, agentId: given.r_agent_id } : null;
}

async function openDesk(policy: "round_robin" | "least_busy", room: number[]) {
	await sendAllHome();
	round++;
	const channel = await makeShop(`fair${round}`, policy);
	const team: string[] = [];
	for (const [n, capacity] of room.entries()) {
		team.push((await makeOnline(`客服${round}-${n}`, capacity, [channel.id])).agent.id);
	}
	let customers = 0;
	return {
		arrive: () => writeFirst(channel, `o${round}-${customers++}`),
		/** Straight in the database: a person's change would pull by itself. */
		async close(n: number) {
			const open = await rows<{ id: string; epoch: number; assignee_id: string }>({
				text: `SELECT id, epoch, assignee_id FROM conversations
					WHERE channel_id = $1 AND status = 'open' AND assignee_id IS NOT NULL ORDER BY id`,
				values: [channel.id],
			});
			const one = open[n % open.length];
			if (!one) return;
			await rows({
				text: "SELECT kefu_change_conversation($1, $2, 'agent', 'closed', $3, '[]', 'agent', $3)",
				values: [one.id, one.epoch, one.assignee_id],
			});
		},
		setOnline: (n: number, online: boolean) =>
			rows({
				text: "UPDATE agents SET presence = $2::presence WHERE id = $1",
				values: [team[n % team.length], online ? "online" : "away"],
			}),
		/** Event lines that say who was given a conversation. */
		lines: () =>
			count(
				"messages m JOIN conversations c ON c.id = m.conversation_id",
				`m.type = 'assigned' AND c.channel_id = '${channel.id}'`,
			),
		free: () =>
			rows<Person & Record<string, unknown>>({
				text: `SELECT a.id, a.capacity, ${LOAD}::int AS load FROM agents a
					WHERE a.presence = 'online' AND ${LOAD} < a.capacity`,
			}),
		async queue() {
			const waiting = await rows<{ id: string }>({
				text: `SELECT id FROM conversations WHERE channel_id = $1 AND status = 'open' AND assignee_id IS NULL
					ORDER BY waiting_since, id`,
				values: [channel.id],
			});
			return waiting.map(({ id }) => id);
		},
	};
}
