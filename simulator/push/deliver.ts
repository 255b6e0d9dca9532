import { setTimeout as sleep } from "node:timers/promises";
import type { PushFault } from "../faults";
import { clip, record } from "../record";
import type { Account, Chat, World } from "../state";
import { type BuildInput, type BuiltPush, buildPush, queryTimestamp } from "./build";
import { type Attempt, type Delivery, newDelivery, type Packet } from "./delivery";
import { disturb, strikes } from "./disturb";
import { type Answer, type LateAnswer, send } from "./request";
import { type Judgement, judge } from "./verdict";

interface Run {
	world: World;
	account: Account;
	chat: Chat | null;
	packet: Packet;
	delivery: Delivery;
	faults: PushFault[];
}

/** Starts pushing. `done` resolves when the last attempt (repeated ones too) has its verdict; it never rejects. */
export function startDelivery(
	world: World,
	account: Account,
	chat: Chat | null,
	packet: Packet,
	onVerdict: (delivery: Delivery) => void,
): { delivery: Delivery; done: Promise<Delivery> } {
	const made = { appid: account.appid, at: world.clock.now() };
	const delivery = newDelivery(`p${world.nextId()}`, made, packet, (copies) => repeat(run, copies));
	world.deliveries.push(delivery);
	const faults = world.faults.empty
		? []
		: world.faults.strikePush({ appid: account.appid, openid: packet.openid, name: packet.name });
	const run: Run = { world, account, chat, packet, delivery, faults };
	const serial = chat !== null && account.settings.perUserOrder === "serial";
	const before = serial ? chat.pushTail : Promise.resolve();
	const done = before.then(() => deliver(run, onVerdict)).then(() => delivery);
	if (chat) chat.pushTail = done;
	return { delivery, done };
}

async function deliver(run: Run, onVerdict: (delivery: Delivery) => void): Promise<void> {
	const { world, delivery } = run;
	const { generation } = world;
	await disturb(run.faults, world, delivery);
	if (world.generation !== generation) return;
	if (run.faults.some((fault) => fault.kind === "lost")) {
		delivery.verdict = "LOST";
		return onVerdict(delivery);
	}
	const last = await attemptAll(run);
	if (world.generation !== generation) return;
	const failed = last.verdict === "NO_ANSWER" || last.verdict === "BAD_ANSWER";
	delivery.verdict = failed ? "FAIL" : (last.verdict as Delivery["verdict"]);
	delivery.notice = failed && last.outcome !== "none" ? last.outcome : null;
	delivery.passive = last.passive ?? null;
	delivery.kfAccount = last.kfAccount ?? null;
	onVerdict(delivery);
	const afterMs = duplicateAfterMs(run, failed);
	if (afterMs === null) return;
	await sleep(afterMs, undefined, { ref: false });
	if (world.generation !== generation) return;
	await repeat(run, 1);
}

async function repeat(run: Run, copies: number): Promise<void> {
	const marks = freshMarks(run);
	const number = 1 + Math.max(0, ...run.delivery.attempts.map((made) => made.number));
	await Promise.all(
		Array.from({ length: copies }, () => attempt(run, { number, duplicate: true, ...marks })),
	);
}

/** Up to maxAttempts; ends with the first answer that is not to be tried again. */
async function attemptAll(run: Run): Promise<Judgement> {
	const { world, account, packet } = run;
	const { generation } = world;
	const concurrent = run.faults.find((fault) => fault.kind === "concurrentDuplicate");
	let marks = freshMarks(run);
	for (let number = 1; ; number++) {
		const copies = number === 1 && concurrent ? concurrent.copies - 1 : 0;
		const twins = Array.from({ length: copies }, () => attempt(run, { number, duplicate: true, ...marks }));
		const result = await attempt(run, { number, duplicate: false, ...marks });
		await Promise.all(twins);
		if (!result.retry || packet.singleShot || number >= account.settings.maxAttempts) return result;
		if (account.settings.retryGapMs > 0) {
			await sleep(account.settings.retryGapMs, undefined, { ref: false });
		}
		if (world.generation !== generation) return result;
		const { timestamp, nonce } = marks;
		marks = freshMarks(run);
		if (account.settings.retryKeepsTimestamp) marks = { ...marks, timestamp, nonce };
	}
}

interface Marks {
	timestamp: string;
	nonce: string;
	random: string;
}

/** New per attempt, so that signature and Encrypt differ while the MsgId stays. */
const freshMarks = ({ world, account }: Run): Marks => ({
	timestamp: queryTimestamp(world, account),
	nonce: world.random.digits(9),
	random: world.random.hex(16),
});

async function attempt(run: Run, how: Marks & { number: number; duplicate: boolean }): Promise<Judgement> {
	const { world, account, packet, delivery } = run;
	const faults = run.faults.filter((fault) => strikes(fault, how.number));
	const has = (kind: PushFault["kind"]) => faults.some((fault) => fault.kind === kind);
	const timestamp = has("staleTimestamp") ? String(Number(how.timestamp) - 1200) : how.timestamp;
	const input: BuildInput = { ...how, timestamp, fields: packet.fields, openid: packet.openid };
	const built = buildPush(account, input);
	if (has("wrongSignature")) built.url = built.url.replace(/(signature=)[0-9a-f]{4}/g, "$10bad");
	if (has("wrongContentType")) built.headers["Content-Type"] = "application/octet-stream";
	if (has("bom")) built.body = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), built.body]);
	const at = world.clock.now();
	const { generation } = world;
	const timeoutMs = account.settings.pushTimeoutMs;
	let entry: Attempt | null = null;
	const onLate = (lateAnswer: LateAnswer) => {
		if (entry) entry.lateAnswer = lateAnswer;
	};
	const linger = { keepMs: account.settings.keepTimedOutMs, onLate };
	const request = { method: "POST", ...built, timeoutMs, chunked: has("chunked"), linger };
	const answer = await send(request, world.inFlight);
	const judgement = has("lostAnswer") ? noAnswer("answerLostByFault") : judgeAnswer(run, answer);
	if (world.generation !== generation) return judgement;
	entry = toAttempt(how, at, built, answer, judgement, faults);
	delivery.attempts.push(entry);
	recordAttempt(run, entry);
	return judgement;
}

function judgeAnswer({ account, packet }: Run, answer: Answer): Judgement {
	if (answer.kind === "none") return noAnswer(answer.reason === "connect" ? answer.detail : answer.reason);
	return judge(account, packet, answer.status, answer.body);
}

const noAnswer = (reason: string): Judgement => ({
	verdict: "NO_ANSWER",
	reason,
	outcome: "kfUnavailable",
	retry: true,
});

function toAttempt(
	how: { number: number; duplicate: boolean },
	at: number,
	built: BuiltPush,
	answer: Answer,
	judgement: Judgement,
	faults: PushFault[],
): Attempt {
	const { url, headers, plain } = built;
	const request = { method: "POST", url, headers, body: clip(built.body.toString()), plain: clip(plain) };
	const response =
		answer.kind === "none"
			? null
			: {
					status: answer.status,
					headers: answer.headers,
					body: clip(answer.body.toString()),
					plain: judgement.plain,
				};
	const { verdict, reason } = judgement;
	const names = faults.map(({ kind }) => kind);
	const { number, duplicate } = how;
	return { number, duplicate, at, ms: answer.ms, request, response, verdict, reason, faults: names };
}

function recordAttempt({ world, account, packet, delivery }: Run, entry: Attempt): void {
	const { request, response } = entry;
	record(world, {
		at: entry.at,
		kind: "push",
		appid: account.appid,
		openid: packet.openid,
		name: packet.name,
		detail: packet.msgId,
		ms: entry.ms,
		request,
		response: response && { status: response.status, body: response.plain ?? response.body },
		pushId: delivery.id,
		attempt: entry.number,
		duplicate: entry.duplicate,
		verdict: entry.verdict,
		reason: entry.reason,
		fault: entry.faults.join(", ") || undefined,
	});
}

function duplicateAfterMs({ world, account, faults }: Run, failed: boolean): number | null {
	const fault = faults.find((candidate) => candidate.kind === "duplicate");
	if (fault) return fault.afterMs;
	const { probability, afterMs } = account.settings.spuriousDuplicate;
	return !failed && probability > 0 && world.random.float() < probability ? afterMs : null;
}
