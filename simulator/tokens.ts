import { URL_SAFE } from "./random";
import type { Account, World } from "./state";

export type TokenFamily = "classic" | "stable";

export interface Token {
	token: string;
	family: TokenFamily;
	expiresAt: number;
	/** From then on the token is "not latest" (40001), whether expired or not. */
	supersededAt: number;
}

export interface Tokens {
	classic: Token | null;
	stable: Token | null;
	/** Every token that may still be named, newest last. */
	issued: Map<string, Token>;
	forced: { at: number; day: number; count: number };
}

const LIFETIME_MS = 7200 * 1000;
const OVERLAP_MS = 300 * 1000;
const FORCED_GAP_MS = 30 * 1000;
const FORCED_PER_DAY = 20;
const REMEMBERED_PER_ACCOUNT = 1000;
const NEVER = Number.POSITIVE_INFINITY;

export const emptyTokens = (): Tokens => ({
	classic: null,
	stable: null,
	issued: new Map(),
	forced: { at: Number.NEGATIVE_INFINITY, day: 0, count: 0 },
});

/** `/cgi-bin/token`: always a new one; the one before stays good for five minutes. */
export function issueClassic(world: World, account: Account): Token {
	const now = world.clock.now();
	const previous = account.tokens.classic;
	if (previous) previous.supersededAt = Math.min(previous.expiresAt, now + OVERLAP_MS);
	return issue(world, account, "classic");
}

/** `/cgi-bin/stable_token` in normal mode: the current one, or a new one in its last five minutes. */
export function stableToken(world: World, account: Account): Token {
	const current = account.tokens.stable;
	if (current && current.expiresAt - world.clock.now() > OVERLAP_MS) return current;
	return issue(world, account, "stable");
}

/** `force_refresh`: null when it comes too often and nothing was refreshed. */
export function forceStableToken(world: World, account: Account, day: number): Token | null {
	const now = world.clock.now();
	const { forced } = account.tokens;
	const today = forced.day === day ? forced.count : 0;
	if (now - forced.at < FORCED_GAP_MS || today >= FORCED_PER_DAY) return null;
	account.tokens.forced = { at: now, day, count: today + 1 };
	if (account.tokens.stable) account.tokens.stable.supersededAt = now;
	return issue(world, account, "stable");
}

/** Whose token it is, or WeChat's answer to a bad one. */
export function findTokenOwner(world: World, value: string | null): Account | 41001 | 40014 | 40001 | 42001 {
	if (!value) return 41001;
	const owner = world.tokenOwners.get(value);
	const token = owner?.tokens.issued.get(value);
	if (!owner || !token) return /^[A-Za-z0-9_-]{20,512}$/.test(value) ? 40001 : 40014;
	const now = world.clock.now();
	if (now >= token.supersededAt && token.supersededAt !== token.expiresAt) return 40001;
	if (now >= token.expiresAt) return 42001;
	return owner;
}

/** The tokens in use stop working at once (40001), and the next call gets a new one. */
export function invalidateTokens(world: World, account: Account, families: TokenFamily[]): void {
	endTokens(account, families, (token) => {
		token.supersededAt = world.clock.now() - 1;
	});
}

/** As if their time had run out (42001). */
export function expireTokens(world: World, account: Account, families: TokenFamily[]): void {
	endTokens(account, families, (token) => {
		token.expiresAt = world.clock.now();
		token.supersededAt = NEVER;
	});
}

function endTokens(account: Account, families: TokenFamily[], end: (token: Token) => void): void {
	for (const family of families) {
		const token = account.tokens[family];
		if (token) end(token);
		account.tokens[family] = null;
	}
}

function issue(world: World, account: Account, family: TokenFamily): Token {
	const { tokenLength } = account.settings;
	const value = `${world.random.digits(2)}_${world.random.chars(tokenLength - 3, URL_SAFE)}`;
	const token = {
		token: value,
		family,
		expiresAt: world.clock.now() + LIFETIME_MS,
		supersededAt: NEVER,
	};
	const { issued } = account.tokens;
	account.tokens[family] = token;
	issued.set(value, token);
	world.tokenOwners.set(value, account);
	for (const old of issued.keys()) {
		if (issued.size <= REMEMBERED_PER_ACCOUNT) break;
		issued.delete(old);
		world.tokenOwners.delete(old);
	}
	return token;
}
