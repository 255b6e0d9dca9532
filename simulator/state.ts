import { createHash } from "node:crypto";
import { type Clock, createClock } from "./clock";
import { createFaults, type Faults } from "./faults";
import { type Grants, noGrants } from "./grants";
import type { Keeper } from "./keeper";
import type { Delivery } from "./push/delivery";
import type { InFlight } from "./push/request";
import { createRandom, type Random, URL_SAFE } from "./random";
import type { LogEntry } from "./record";
import { createRing, type Ring } from "./ring";
import { defaultSettings, type Settings, type SettingsPatch } from "./settings";
import type { Tokens } from "./tokens";
import { type Agent, newToolSession, type ToolSession } from "./tool-session";

export interface PushConfig {
	enabled: boolean;
	url: string;
	token: string;
	encodingAesKey: string;
	mode: "plain" | "compat" | "safe";
	format: "xml" | "json";
	/** `cloudrun`: over the internal network, without signature and encryption. */
	hosting: "url" | "cloudrun";
}

interface Quota {
	daily?: number;
	perMinute?: number;
}

/** What a person writes down about an account on the admin page. */
export interface AccountConfig {
	kind: "miniprogram" | "service_account";
	/** Customer service of a service account needs a verified one. */
	verified: boolean;
	appid: string;
	secret: string;
	originalId: string;
	name: string;
	push: PushConfig;
	ipWhitelist: string[] | null;
	secretFrozen: boolean;
	kfPermission: boolean;
	/** Pages a card may open; null = any. */
	pages: string[] | null;
	quotas: Record<string, Quota>;
	flags: SettingsPatch;
}

export interface Account extends AccountConfig {
	/** The simulator's settings with the account's flags on top. */
	settings: Settings;
	aesKey: Buffer;
	chats: Map<string, Chat>;
	/** openid → user id, for every user there is. */
	openids: Map<string, string>;
	tokens: Tokens;
	usage: Map<string, { day: number; usedToday: number; minute: number; usedThisMinute: number }>;
	quotaClears: { month: string; used: number };
	agents: Map<string, Agent>;
	/** The WeCom company whose customer service the Mini Program may open. */
	work: { corpid: string; boundAt: number } | null;
}

export interface User {
	id: string;
	nick: string;
}

export interface TranscriptItem {
	id: number;
	/** Virtual milliseconds. */
	at: number;
	from: "user" | "api" | "tool" | "system";
	type: string;
	[detail: string]: unknown;
}

export interface Chat {
	appid: string;
	openid: string;
	user: User;
	grants: Grants;
	blocked: boolean;
	transcript: TranscriptItem[];
	typingUntil: number;
	/** Last message in either direction; 0 when there was none. */
	lastMessageAt: number;
	tool: ToolSession;
	/** The end of the last push, for accounts that push in order. */
	pushTail: Promise<unknown>;
}

export interface Media {
	id: string;
	appid: string;
	bytes: Buffer;
	contentType: string;
	createdAt: number;
	expiresAt: number;
}

/** Everything the simulator knows. One per process (or per test). */
export interface World {
	clock: Clock;
	random: Random;
	settings: Settings;
	accounts: Map<string, Account>;
	users: Map<string, User>;
	/** Every access token ever issued and not forgotten → its account. */
	tokenOwners: Map<string, Account>;
	media: Map<string, Media>;
	deliveries: Ring<Delivery>;
	log: Ring<LogEntry>;
	rids: Map<string, { appid: string | null; at: number; request: string; response: string }>;
	faults: Faults;
	inFlight: InFlight;
	/** The last ones given. */
	counters: { id: number; msgId: bigint };
	nextId: () => number;
	nextMsgId: () => bigint;
	/** Told of every change that a restart should not undo; null without a state file. */
	keeper: Keeper | null;
	/** Grows on reset, so that what was under way before it changes nothing after it. */
	generation: number;
	/** `http://127.0.0.1:4010`, known once the server listens. */
	baseUrl: string;
}

export interface WorldOptions {
	seed?: string;
	/** Ring size of the records kept in memory. */
	recordSize?: number;
	settings?: SettingsPatch;
}

const FIRST_MSG_ID = 23_637_352_235_060_881n;
const TRANSCRIPT_ITEMS = 1000;

export function createWorld(options: WorldOptions = {}): World {
	const recordSize = options.recordSize ?? 5000;
	const random = createRandom(options.seed);
	// Without a seed ids go on rising over restarts, so that a console that kept its data sees no false duplicates.
	const msgId = FIRST_MSG_ID - 1n + (options.seed === undefined ? BigInt(Date.now()) * 100n : 0n);
	const counters = { id: 0, msgId };
	return {
		clock: createClock(),
		random,
		settings: { ...defaultSettings, ...options.settings },
		accounts: new Map(),
		users: new Map(),
		tokenOwners: new Map(),
		media: new Map(),
		deliveries: createRing(recordSize),
		log: createRing(recordSize),
		rids: new Map(),
		faults: createFaults(random),
		inFlight: new Set(),
		counters,
		nextId: () => ++counters.id,
		nextMsgId: () => ++counters.msgId,
		keeper: null,
		generation: 0,
		baseUrl: "",
	};
}

/** `o` and 27 characters: the same user has another openid in every account. */
export const openidOf = (userId: string, appid: string): string =>
	`o${createHash("sha256").update(`${userId}\0${appid}`).digest("base64url").slice(0, 27)}`;

export function upsertUser(world: World, id: string | undefined, nick: string | undefined): User {
	const userId = id ?? `u${world.random.chars(8, URL_SAFE.slice(26, 62))}`;
	const known = world.users.get(userId);
	if (known) {
		known.nick = nick ?? known.nick;
		return known;
	}
	const user = { id: userId, nick: nick ?? userId };
	world.users.set(userId, user);
	for (const account of world.accounts.values()) account.openids.set(openidOf(userId, account.appid), userId);
	return user;
}

/** The chat of a known openid; made on first use. */
export function chatOf(world: World, account: Account, openid: string): Chat | undefined {
	const known = account.chats.get(openid);
	if (known) return known;
	const user = world.users.get(account.openids.get(openid) ?? "");
	if (!user) return undefined;
	const chat: Chat = {
		appid: account.appid,
		openid,
		user,
		grants: noGrants,
		blocked: false,
		transcript: [],
		typingUntil: 0,
		lastMessageAt: 0,
		tool: newToolSession(),
		pushTail: Promise.resolve(),
	};
	account.chats.set(openid, chat);
	return chat;
}

export function addToTranscript(
	world: World,
	chat: Chat,
	item: { from: TranscriptItem["from"]; type: string; [detail: string]: unknown },
): TranscriptItem {
	const entry = { id: world.nextId(), at: world.clock.now(), ...item };
	chat.transcript.push(entry);
	if (chat.transcript.length > TRANSCRIPT_ITEMS * 1.2) {
		chat.transcript = chat.transcript.slice(-TRANSCRIPT_ITEMS);
	}
	world.keeper?.touch();
	return entry;
}
