/** One LISTEN connection a process, many open streams. Lives on globalThis: bundles share it. */
import pg from "pg";
import { z } from "zod";
import { env } from "@/lib/env";
import { type TeamHint, teamHintSchema, type Wake, wakeSchema } from "@/lib/live/events";
import { LIVE_CHANNEL } from "@/lib/live/publish";
import { log } from "@/lib/log";

export interface LiveListener {
	wake(wake: Wake): void;
	/** Who is there, or who looks at what, changed. */
	team?(hint: TeamHint): void;
	/** The connection was lost for a while: hints may be missing. */
	resync(): void;
	/** The process stops: the stream shall end, its screen finds another. */
	end(): void;
}

interface Hub {
	listeners: Set<LiveListener>;
	client: pg.Client | undefined;
	retryDelayMs: number;
}

const FIRST_RETRY_MS = 200;
const LAST_RETRY_MS = 5000;
/** Asked and not answered until asked again: a silent connection is noticed within twice this. */
const ASK_EVERY_MS = 1000;

const shared = globalThis as typeof globalThis & { kefuHub?: Hub };

/** Hears wake hints until the returned function is called. */
export function listen(listener: LiveListener): () => void {
	const hub = getHub();
	hub.listeners.add(listener);
	return () => hub.listeners.delete(listener);
}

function getHub(): Hub {
	if (!shared.kefuHub) {
		shared.kefuHub = { listeners: new Set(), client: undefined, retryDelayMs: FIRST_RETRY_MS };
		void connect(shared.kefuHub);
	}
	return shared.kefuHub;
}

/** Ends the streams and the connection; for a clean stop and for tests. */
export async function closeHub(): Promise<void> {
	const hub = shared.kefuHub;
	shared.kefuHub = undefined;
	for (const listener of hub?.listeners ?? []) listener.end();
	await hub?.client?.end();
}

async function connect(hub: Hub): Promise<void> {
	const client = new pg.Client({ connectionString: env().DATABASE_URL, keepAlive: true });
	let lost = false;
	let stopAsking = () => {};
	const onLoss = (error?: Error) => {
		stopAsking();
		if (lost || shared.kefuHub !== hub) return;
		lost = true;
		log.warn({ err: error }, "the live connection was lost");
		hub.client = undefined;
		client.end().catch(() => undefined);
		setTimeout(() => void connect(hub), hub.retryDelayMs).unref();
		hub.retryDelayMs = Math.min(hub.retryDelayMs * 2, LAST_RETRY_MS);
	};
	client.on("error", onLoss);
	client.on("end", () => onLoss());
	client.on("notification", ({ payload }) => hear(hub, payload ?? ""));
	try {
		await client.connect();
		await client.query(`LISTEN ${LIVE_CHANNEL}`);
		// Closed in the meantime.
		if (shared.kefuHub !== hub) return await client.end();
		stopAsking = askRegularly(client, onLoss);
		hub.client = client;
		hub.retryDelayMs = FIRST_RETRY_MS;
		for (const listener of hub.listeners) listener.resync();
	} catch (error) {
		onLoss(error instanceof Error ? error : undefined);
	}
}

/** A firewall may forget a quiet connection without telling either end: no answer in time is a loss. */
function askRegularly(client: pg.Client, onLoss: (error: Error) => void): () => void {
	let isWaiting = false;
	const timer = setInterval(() => {
		if (isWaiting) return onLoss(new Error("the live connection does not answer"));
		isWaiting = true;
		client.query("SELECT 1").then(() => {
			isWaiting = false;
		}, onLoss);
	}, ASK_EVERY_MS).unref();
	return () => clearInterval(timer);
}

function hear(hub: Hub, payload: string): void {
	const hint = parseHint(payload);
	if (!hint) return;
	for (const listener of hub.listeners) {
		if ("team" in hint) listener.team?.(hint.team);
		else listener.wake(hint);
	}
}

const hintSchema = z.union([wakeSchema, z.object({ team: teamHintSchema })]);

/** Null for what is not ours: whoever may connect to the database may notify. */
function parseHint(payload: string): z.infer<typeof hintSchema> | null {
	try {
		return hintSchema.parse(JSON.parse(payload));
	} catch {
		return null;
	}
}

/** False while hints cannot arrive. */
export const isListening = (): boolean => shared.kefuHub?.client !== undefined;
