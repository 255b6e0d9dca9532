/**
 * Started by protocol.mjs as `node --import tsx protocol-run.ts <json>`: measures all contenders in one process, after it
 * has seen that each finds the customer's words and answers with what WeChat takes for a transfer. Esbuild, inside tsx, compiles
 * lib/wechat function by function, without a change of what runs.
 */
import { judge } from "../../simulator/push/verdict";
import { tellResult } from "./measurement.mjs";
import { takersOfBadPushes } from "./protocol-checks";
import { ours } from "./protocol-ours";
import { account, OPENID, type Packet, packetOf, type Size } from "./protocol-packets";
import { rivals } from "./protocol-rivals.mjs";

interface Order {
	/** Packets of each size in a round, read by every contender. */
	packets: Record<Size, number>;
	/** In one go, before the next contender has its turn. */
	goes: number;
	rounds: number;
}

interface Contender {
	name: string;
	constantTime: string;
	/** Not timed: the query as the contender wants it. */
	prepare(packet: Packet): unknown;
	/** The customer's words, and the body of the HTTP answer. */
	answer(input: unknown): Answer | Promise<Answer>;
}
interface Answer {
	text: unknown;
	body: string;
}

const { packets, goes, rounds }: Order = JSON.parse(process.argv[2] ?? "");
// Each is given only what it has prepared itself.
const contenders = [ours, ...rivals] as unknown as Contender[];
let made = 0;

const times: Record<Size, Record<string, number>[]> = { short: [], long: [] };
for (let round = 0; round <= rounds; round++) {
	for (const size of ["short", "long"] as const) {
		const fresh = Array.from({ length: packets[size] }, () => packetOf(size, made++));
		// The first round warms up, and every answer of it is looked at.
		if (round === 0) await requireRightAnswers(fresh);
		const seconds = await play(fresh);
		if (round > 0) times[size].push(seconds);
	}
}
tellResult({
	contenders: contenders.map(({ name, constantTime }) => ({ name, constantTime })),
	rates: { short: times.short.map(toRates("short")), long: times.long.map(toRates("long")) },
	takers: await takersOfBadPushes(contenders),
});

/**
 * Seconds of CPU that each contender needs for all packets, the collector's included: what other programs do meanwhile does
 * not count. They take turns, so that what is left of a busy moment (a shared core, a cold cache) hits all.
 */
async function play(fresh: Packet[]): Promise<Record<string, number>> {
	const seconds = Object.fromEntries(contenders.map(({ name }) => [name, 0]));
	const share = Math.ceil(fresh.length / goes);
	for (let go = 0; go < goes; go++) {
		const part = fresh.slice(go * share, (go + 1) * share);
		for (let turn = 0; turn < contenders.length; turn++) {
			const contender = contenders[(go + turn) % contenders.length];
			if (contender) seconds[contender.name] = (seconds[contender.name] ?? 0) + (await time(contender, part));
		}
	}
	return seconds;
}

async function time({ prepare, answer }: Contender, part: Packet[]): Promise<number> {
	const inputs = part.map(prepare);
	const start = process.cpuUsage();
	for (const input of inputs) {
		const given = answer(input);
		if (given instanceof Promise) await given;
	}
	const { user, system } = process.cpuUsage(start);
	return (user + system) / 1_000_000;
}

async function requireRightAnswers(fresh: Packet[]): Promise<void> {
	for (const { name, prepare, answer } of contenders) {
		for (const packet of fresh) {
			const { text, body } = await answer(prepare(packet));
			if (text !== packet.text) throw new Error(`${name} read other words than the customer's`);
			const pushed = { openid: OPENID, isEvent: false, name: "text" };
			const { verdict, reason } = judge(account, pushed, 200, Buffer.from(body));
			if (verdict !== "TRANSFER") throw new Error(`${name} answered no transfer: ${reason ?? verdict}`);
		}
	}
}

function toRates(size: Size) {
	return (seconds: Record<string, number>) =>
		Object.fromEntries(Object.entries(seconds).map(([name, taken]) => [name, packets[size] / taken]));
}
