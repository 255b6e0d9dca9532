import { z } from "zod";
import { changeSettings, parseAccount, pushSchema, setPush, toPushConfig, upsertAccount } from "../accounts";
import { verifyPush } from "../push/verify";
import { pickGiven, settingsPatchSchema } from "../settings";
import type { Account } from "../state";
import { expireTokens, invalidateTokens, type TokenFamily } from "../tokens";
import { accountOf, ControlError, type ControlRoutes, read } from "./route";

const familySchema = z.strictObject({ family: z.enum(["classic", "stable", "all"]).default("all") });
const familiesOf = (family: TokenFamily | "all"): TokenFamily[] =>
	family === "all" ? ["classic", "stable"] : [family];
const rotateSchema = z.strictObject({ secret: z.string().min(1).max(200).optional() });

const formatSchema = z.strictObject({ format: z.enum(["xml", "json"]) });

export const accountRoutes: ControlRoutes = {
	"GET /_sim/accounts": ({ world }) => ({ items: [...world.accounts.values()].map(withoutSecrets) }),
	"POST /_sim/accounts": ({ world, body }) => withoutSecrets(upsertAccount(world, parseAccount(body))),
	"GET /_sim/accounts/:appid": (call) => withoutSecrets(accountOf(call)),
	"DELETE /_sim/accounts/:appid": (call) => {
		const account = accountOf(call);
		call.world.accounts.delete(account.appid);
		for (const token of account.tokens.issued.keys()) call.world.tokenOwners.delete(token);
		return { ok: true };
	},
	/** Like "submit" on the admin page: the URL is checked first, and a failed check changes nothing. */
	"PUT /_sim/accounts/:appid/push": async (call) => {
		const account = accountOf(call);
		const push = toPushConfig(read(pushSchema, call));
		const check = await verifyPush(call.world, account, push);
		if (check.ok) setPush(account, push);
		return { saved: check.ok, check };
	},
	/** From the next push on; where pushes go and how they are sealed stays. */
	"POST /_sim/accounts/:appid/format": (call) => {
		const account = accountOf(call);
		setPush(account, { ...account.push, ...read(formatSchema, call) });
		return withoutSecrets(account);
	},
	"POST /_sim/accounts/:appid/verify": (call) => {
		const account = accountOf(call);
		return verifyPush(call.world, account, account.push);
	},
	"POST /_sim/accounts/:appid/tokens/invalidate": (call) => {
		invalidateTokens(call.world, accountOf(call), familiesOf(read(familySchema, call).family));
		return { ok: true };
	},
	"POST /_sim/accounts/:appid/expire": (call) => {
		expireTokens(call.world, accountOf(call), familiesOf(read(familySchema, call).family));
		return { ok: true };
	},
	"POST /_sim/accounts/:appid/tokens/expire": (call) => {
		expireTokens(call.world, accountOf(call), familiesOf(read(familySchema, call).family));
		return { ok: true };
	},
	"POST /_sim/accounts/:appid/rotate-secret": (call) => {
		const account = accountOf(call);
		account.secret = read(rotateSchema, call).secret ?? call.world.random.hex(32);
		return { secret: account.secret };
	},
	"GET /_sim/settings": ({ world }) => world.settings,
	"POST /_sim/settings": ({ world, body }) => {
		changeSettings(world, pickGiven(body, settingsPatchSchema.parse(body)));
		return world.settings;
	},
	/** Flags of one account; null takes a flag away again. */
	"POST /_sim/accounts/:appid/flags": (call) => {
		const account = accountOf(call);
		const { body } = call;
		if (typeof body !== "object" || body === null)
			throw new ControlError(400, "invalid", "an object of flags");
		const removed = Object.keys(body).filter((name) => (body as Record<string, unknown>)[name] === null);
		const given = Object.fromEntries(Object.entries(body).filter(([name]) => !removed.includes(name)));
		const flags = { ...account.flags, ...pickGiven(given, settingsPatchSchema.parse(given)) };
		account.flags = Object.fromEntries(Object.entries(flags).filter(([name]) => !removed.includes(name)));
		changeSettings(call.world, {});
		return account.settings;
	},
};

function withoutSecrets(account: Account) {
	const { url, enabled, hosting, mode, format } = account.push;
	return {
		kind: account.kind,
		verified: account.verified,
		appid: account.appid,
		originalId: account.originalId,
		name: account.name,
		push: { enabled, hosting, url: enabled ? url : null, mode, format },
		ipWhitelist: account.ipWhitelist,
		secretFrozen: account.secretFrozen,
		kfPermission: account.kfPermission,
		pages: account.pages,
		quotas: account.quotas,
		flags: account.flags,
	};
}
