import { z } from "zod";
import { aesKeyOf } from "./push/crypto";
import { pickGiven, resolveSettings, type SettingsPatch, settingsPatchSchema } from "./settings";
import { type Account, type AccountConfig, openidOf, type PushConfig, type World } from "./state";
import { emptyTokens } from "./tokens";

const pushFields = z.strictObject({
	enabled: z.boolean().default(true),
	hosting: z.enum(["url", "cloudrun"]).default("url"),
	url: z.url({ protocol: /^https?$/ }),
	token: z.string().min(1).max(100).optional(),
	encodingAesKey: z
		.string()
		.regex(/^[A-Za-z0-9]{43}$/, "43 letters and digits")
		.optional(),
	mode: z.enum(["plain", "compat", "safe"]).default("plain"),
	format: z.enum(["xml", "json"]).default("xml"),
});
export const pushSchema = pushFields.refine(({ hosting, token }) => hosting === "cloudrun" || token, {
	path: ["token"],
	message: "needed, except for cloud hosting",
});

const quotaSchema = z.strictObject({
	daily: z.int().min(0).optional(),
	perMinute: z.int().min(0).optional(),
});

/** An account as posted or read from the file; README.md shows one. */
const accountSchema = z.strictObject({
	kind: z.enum(["miniprogram", "service_account"]).optional(),
	verified: z.boolean().optional(),
	appid: z.string().regex(/^[A-Za-z0-9_-]{3,64}$/, "3 to 64 letters, digits, - or _"),
	secret: z.string().min(1).max(200),
	originalId: z.string().min(1).max(64),
	name: z.string().max(100).optional(),
	push: pushSchema.nullish(),
	ipWhitelist: z.array(z.string()).nullish(),
	secretFrozen: z.boolean().optional(),
	kfPermission: z.boolean().optional(),
	pages: z.array(z.string()).nullish(),
	quotas: z.record(z.string(), quotaSchema).optional(),
	flags: settingsPatchSchema.optional(),
});
export type AccountInput = z.output<typeof accountSchema>;

/** Cloud hosting signs nothing; an empty token means that no push is configured. */
const NO_TOKEN = "none";
const NO_KEY = "A".repeat(43);
const NO_PUSH: PushConfig = {
	enabled: false,
	hosting: "url",
	url: "http://127.0.0.1/",
	token: "",
	encodingAesKey: NO_KEY,
	mode: "plain",
	format: "xml",
};

/** `flags` with only the names that were given: zod would fill the others with defaults. */
export function parseAccount(given: unknown): AccountInput {
	const parsed = accountSchema.parse(given);
	if (!parsed.flags) return parsed;
	return { ...parsed, flags: pickGiven((given as { flags: unknown }).flags, parsed.flags) };
}

/** Adds the account, or changes a known one in place: its users, chats, grants and tokens stay. */
export function upsertAccount(world: World, input: AccountInput): Account {
	const config: AccountConfig = {
		kind: input.kind ?? "miniprogram",
		verified: input.verified ?? true,
		appid: input.appid,
		secret: input.secret,
		originalId: input.originalId,
		name: input.name ?? input.appid,
		push: toPushConfig(input.push),
		ipWhitelist: input.ipWhitelist ?? null,
		secretFrozen: input.secretFrozen ?? false,
		kfPermission: input.kfPermission ?? true,
		pages: input.pages ?? null,
		quotas: input.quotas ?? {},
		flags: input.flags ?? {},
	};
	const derived = { settings: settingsOf(world, config.flags), aesKey: aesKeyOf(config.push.encodingAesKey) };
	const known = world.accounts.get(config.appid);
	if (known) return Object.assign(known, config, derived);
	const account: Account = { ...config, ...derived, ...emptyRuntime() };
	for (const userId of world.users.keys()) account.openids.set(openidOf(userId, account.appid), userId);
	world.accounts.set(account.appid, account);
	return account;
}

export function setPush(account: Account, push: PushConfig): void {
	account.push = push;
	account.aesKey = aesKeyOf(push.encodingAesKey);
}

export function toPushConfig(push: z.output<typeof pushSchema> | null | undefined): PushConfig {
	if (!push) return NO_PUSH;
	return { ...push, token: push.token ?? NO_TOKEN, encodingAesKey: push.encodingAesKey ?? NO_KEY };
}

/** Changes the settings of the whole simulator; accounts keep their own flags on top. */
export function changeSettings(world: World, patch: SettingsPatch): void {
	world.settings = { ...world.settings, ...patch };
	for (const account of world.accounts.values()) account.settings = settingsOf(world, account.flags);
}

export function settingsOf(world: World, flags: SettingsPatch) {
	return resolveSettings(world.settings, flags);
}

/** What an account knows before anything happened to it. */
export function emptyRuntime(): Omit<Account, keyof AccountConfig | "settings" | "aesKey"> {
	return {
		chats: new Map(),
		openids: new Map(),
		tokens: emptyTokens(),
		usage: new Map(),
		quotaClears: { month: "", used: 0 },
		agents: new Map(),
		work: null,
	};
}
