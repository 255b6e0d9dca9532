/**
 * Started by push.mjs as `tsx push-statement.ts <json>`: drives the statement that stores a push straight against Postgres,
 * without HTTP and Next, with the arguments the door would give it. The last line it prints is the result.
 */
import { getAccount } from "@/lib/channels/accounts";
import { protocolOf } from "@/lib/channels/registry";
import { receive } from "@/lib/conversations/receive";
import { closeDatabase } from "@/lib/db";
import { CHANNELS } from "./channels";
import { tellResult } from "./measurement.mjs";
import { packetMaker } from "./push-packets";

interface Order {
	sentAt: number;
	first: number;
	connections: number;
	warmUp: number;
	seconds: number;
}

const { sentAt, first, connections, warmUp, seconds }: Order = JSON.parse(process.argv[2] ?? "");
const build = packetMaker("agent", "http://127.0.0.1/", sentAt);
let used = 0;

const warm = await drive(warmUp);
const measured = await drive(Math.ceil(warm.rate * seconds));
await closeDatabase();
tellResult({ ...measured, answered: warm.answered + measured.answered, other: 0, used });

/** Opens `amount` packets beforehand, then stores them, `connections` at a time. */
async function drive(amount: number) {
	const account = await getAccount(CHANNELS.agent.id);
	const protocol = protocolOf(account);
	const opened = Array.from({ length: amount }, (_, index) => {
		const { path, body } = build(first + used + index);
		const query = new URL(path, "http://127.0.0.1").searchParams;
		return { body, ...protocol.openPush({ query, body }, account, new Date()) };
	});
	used += amount;

	const times: number[] = [];
	const start = performance.now();
	let next = 0;
	async function caller() {
		for (let push = opened[next++]; push; push = opened[next++]) {
			const begun = performance.now();
			await receive(account.id, push.inbound, push.body);
			times.push(performance.now() - begun);
		}
	}
	await Promise.all(Array.from({ length: connections }, caller));
	const tookSeconds = (performance.now() - start) / 1000;
	times.sort((a, b) => a - b);
	return {
		answered: times.length,
		rate: times.length / tookSeconds,
		p50: times[Math.floor(times.length * 0.5)],
		p99: times[Math.floor(times.length * 0.99)],
		seconds: tookSeconds,
	};
}
