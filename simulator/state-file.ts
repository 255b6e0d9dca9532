import { z } from "zod";
import { parseAccount, upsertAccount } from "./accounts";
import type { Grants } from "./grants";
import { defaultSettings, pickGiven, settingsPatchSchema } from "./settings";
import {
	type Account,
	type Chat,
	chatOf,
	openidOf,
	type TranscriptItem,
	upsertUser,
	type World,
} from "./state";
import type { Token, Tokens } from "./tokens";
import type { ToolSession } from "./tool-session";

/** Raised whenever an older simulator could misread the file, or this one an older file. */
const VERSION = 1;
const TRANSCRIPT_ITEMS = 200;
const TOOL_ITEMS = 100;
const MEDIA_BYTES = 16 * 1024 * 1024;
/** What a killed process used up after its last save is skipped, so that no id is given twice. */
const IDS_SKIPPED = 1_000_000;

const sendWindow = z.object({ left: z.number(), until: z.number() });
const grant = sendWindow.extend({ visibleFrom: z.number(), before: sendWindow.nullable() }).nullable();
const grants: z.ZodType<Grants> = z.object({ message: grant, enter: grant });

const transcriptItem: z.ZodType<TranscriptItem> = z.looseObject({
	id: z.number(),
	at: z.number(),
	from: z.enum(["user", "api", "tool", "system"]),
	type: z.string(),
});

const tool: z.ZodType<ToolSession> = z.object({
	state: z.enum(["NONE", "QUEUED", "ACTIVE"]),
	agentId: z.string().nullable(),
	acceptedAt: z.number(),
	lastAt: z.number(),
	waitingSince: z.number(),
	items: z.array(
		z.looseObject({
			at: z.number(),
			from: z.enum(["user", "tool", "system"]),
			type: z.string(),
			msgId: z.string().optional(),
		}),
	),
});

const agent = z.object({
	id: z.string(),
	name: z.string(),
	account: z.string().nullable().default(null),
	status: z.enum(["online", "away", "offline"]),
	autoAccept: z.boolean(),
	maxSessions: z.number(),
});

const chat = z.object({
	user: z.string(),
	grants,
	blocked: z.boolean(),
	lastMessageAt: z.number(),
	transcript: z.array(transcriptItem),
	tool,
});

/** JSON writes an instant that never comes, or never was, as null. */
const token = z.object({
	token: z.string(),
	family: z.enum(["classic", "stable"]),
	expiresAt: z.number(),
	supersededAt: z.number().nullable(),
});
const tokens = z.object({
	issued: z.array(token),
	classic: z.string().nullable(),
	stable: z.string().nullable(),
	forced: z.object({ at: z.number().nullable(), day: z.number(), count: z.number() }),
});

const account = z.object({
	config: z.unknown().transform(parseAccount),
	chats: z.array(chat),
	tokens,
	usage: z.array(
		z.object({
			path: z.string(),
			day: z.number(),
			usedToday: z.number(),
			minute: z.number(),
			usedThisMinute: z.number(),
		}),
	),
	quotaClears: z.object({ month: z.string(), used: z.number() }),
	agents: z.array(agent),
	work: z.object({ corpid: z.string(), boundAt: z.number() }).nullable().default(null),
});

const head = z.object({ format: z.literal("wechat-simulator-state"), version: z.literal(VERSION) });
const stateSchema = head.extend({
	lastId: z.int(),
	lastMsgId: z.string().regex(/^\d{1,19}$/),
	clockOffsetMs: z.number(),
	settings: z.unknown().transform((given) => pickGiven(given, settingsPatchSchema.parse(given))),
	users: z.array(z.object({ id: z.string(), nick: z.string() })),
	accounts: z.array(account),
	media: z.array(
		z.object({
			id: z.string(),
			appid: z.string(),
			base64: z.string(),
			contentType: z.string(),
			createdAt: z.number(),
			expiresAt: z.number(),
		}),
	),
});
export type SavedState = z.output<typeof stateSchema>;
type Written = z.input<typeof stateSchema>;

/** Throws when the text is anything but a state of this version. */
export function parseState(text: string): SavedState {
	const given: unknown = JSON.parse(text);
	// First, so that the reason for refusing a foreign file is not some detail of it.
	head.parse(given);
	return stateSchema.parse(given);
}

/** The world as the text of a state file; records, faults and pushes under way are not part of it. */
export function writeState(world: World): string {
	const state: Written = {
		format: "wechat-simulator-state",
		version: VERSION,
		lastId: world.counters.id,
		lastMsgId: String(world.counters.msgId),
		clockOffsetMs: world.clock.offsetMs(),
		settings: changedSettings(world),
		users: [...world.users.values()],
		accounts: [...world.accounts.values()].map(writeAccount),
		media: writeMedia(world),
	};
	return JSON.stringify(state);
}

/** Fills a fresh world with what was written. */
export function restoreState(world: World, state: SavedState): void {
	const { counters } = world;
	counters.id = state.lastId + IDS_SKIPPED;
	const lastMsgId = BigInt(state.lastMsgId) + BigInt(IDS_SKIPPED);
	if (lastMsgId > counters.msgId) counters.msgId = lastMsgId;
	world.clock.advance(state.clockOffsetMs / 1000);
	Object.assign(world.settings, state.settings);
	for (const { id, nick } of state.users) upsertUser(world, id, nick);
	for (const { base64, ...media } of state.media) {
		world.media.set(media.id, { ...media, bytes: Buffer.from(base64, "base64") });
	}
	for (const saved of state.accounts) {
		const restored = upsertAccount(world, saved.config);
		restored.tokens = restoreTokens(world, restored, saved.tokens);
		restored.usage = new Map(saved.usage.map(({ path, ...used }) => [path, used]));
		restored.quotaClears = saved.quotaClears;
		restored.work = saved.work;
		restored.agents = new Map(saved.agents.map((one) => [one.id, one]));
		for (const { user, ...kept } of saved.chats) {
			const made = chatOf(world, restored, openidOf(user, restored.appid));
			if (made) Object.assign(made, kept);
		}
	}
}

/** Only what differs from the defaults, so that a later default is not held back by an old file. */
function changedSettings({ settings }: World) {
	const defaults: Record<string, unknown> = defaultSettings;
	const changed = Object.entries(settings).filter(
		([name, value]) => JSON.stringify(value) !== JSON.stringify(defaults[name]),
	);
	return Object.fromEntries(changed);
}

function writeAccount(from: Account): Written["accounts"][number] {
	const { kind, verified, appid, secret, originalId, name, push } = from;
	const { ipWhitelist, secretFrozen, kfPermission, pages, quotas, flags, quotaClears, work } = from;
	const rules = { kind, verified, ipWhitelist, secretFrozen, kfPermission, pages, quotas, flags };
	return {
		// An account without a push configuration has one with an empty token, which nobody may post.
		config: { appid, secret, originalId, name, push: push.token ? push : null, ...rules },
		chats: [...from.chats.values()].map(writeChat),
		tokens: writeTokens(from.tokens),
		usage: [...from.usage].map(([path, used]) => ({ path, ...used })),
		quotaClears,
		agents: [...from.agents.values()],
		work,
	};
}

const writeChat = (from: Chat): Written["accounts"][number]["chats"][number] => ({
	user: from.user.id,
	grants: from.grants,
	blocked: from.blocked,
	lastMessageAt: from.lastMessageAt,
	transcript: from.transcript.slice(-TRANSCRIPT_ITEMS),
	tool: { ...from.tool, items: from.tool.items.slice(-TOOL_ITEMS) },
});

const writeTokens = ({ issued, classic, stable, forced }: Tokens): z.input<typeof tokens> => ({
	issued: [...issued.values()],
	classic: classic?.token ?? null,
	stable: stable?.token ?? null,
	forced,
});

function restoreTokens(world: World, owner: Account, saved: z.output<typeof tokens>): Tokens {
	const issued = new Map<string, Token>();
	for (const one of saved.issued) {
		issued.set(one.token, { ...one, supersededAt: one.supersededAt ?? Number.POSITIVE_INFINITY });
		world.tokenOwners.set(one.token, owner);
	}
	return {
		issued,
		classic: issued.get(saved.classic ?? "") ?? null,
		stable: issued.get(saved.stable ?? "") ?? null,
		forced: { ...saved.forced, at: saved.forced.at ?? Number.NEGATIVE_INFINITY },
	};
}

/** The newest pictures that fit. */
function writeMedia(world: World): Written["media"] {
	let room = MEDIA_BYTES;
	const kept = [...world.media.values()].reverse().filter(({ bytes }) => {
		room -= bytes.length;
		return room >= 0;
	});
	return kept.reverse().map(({ bytes, ...media }) => ({ ...media, base64: bytes.toString("base64") }));
}
