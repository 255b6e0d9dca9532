import { expect, test } from "vitest";
import { APPID, type Bench, SECRET, withBench } from "./support";

const ask = { grant_type: "client_credential", appid: APPID, secret: SECRET };
const stable = (bench: Bench, change: object = {}) =>
	bench.control("POST /cgi-bin/stable_token", { ...ask, ...change });
const classic = (bench: Bench, change: Record<string, string> = {}) =>
	bench.control(`GET /cgi-bin/token?${new URLSearchParams({ ...ask, ...change })}`);
const advance = (bench: Bench, advanceSeconds: number) =>
	bench.control("POST /_sim/clock", { advanceSeconds });
/** What the API says to a token: 0 when it is good. */
const check = async (bench: Bench, token: string) =>
	(await bench.control(`GET /cgi-bin/getcallbackip?access_token=${token}`)).errcode ?? 0;

test(
	"a stable token stays the same and counts down, and is renewed in its last five minutes with an overlap",
	withBench({}, async (bench) => {
		const first = await stable(bench);
		expect(first.expires_in).toBe(7200);
		expect(first.access_token).toHaveLength(157);
		await advance(bench, 3600);
		const again = await stable(bench);
		expect(again.access_token).toBe(first.access_token);
		expect(again.expires_in).toBeLessThanOrEqual(3600);
		await advance(bench, 3301);
		const renewed = await stable(bench);
		expect(renewed.access_token).not.toBe(first.access_token);
		expect(await check(bench, first.access_token)).toBe(0);
		await advance(bench, 300);
		expect(await check(bench, first.access_token)).toBe(42001);
		expect(await check(bench, renewed.access_token)).toBe(0);
	}),
);

test(
	"a forced refresh kills the old token at once and works only every thirty seconds",
	withBench({}, async (bench) => {
		const first = await stable(bench);
		const forced = await stable(bench, { force_refresh: true });
		expect(await check(bench, first.access_token)).toBe(40001);
		expect((await stable(bench, { force_refresh: true })).access_token).toBe(forced.access_token);
		await advance(bench, 30);
		expect((await stable(bench, { force_refresh: true })).access_token).not.toBe(forced.access_token);
	}),
);

test(
	"the twenty-first forced refresh of a day refreshes nothing",
	withBench({ flags: { forcedTooOften: "45009" } }, async (bench) => {
		for (let n = 0; n < 20; n++) {
			await advance(bench, 30);
			expect((await stable(bench, { force_refresh: true })).access_token).toBeDefined();
		}
		await advance(bench, 30);
		expect((await stable(bench, { force_refresh: true })).errcode).toBe(45009);
	}),
);

test(
	"a classic token is new with each call and the one before lives five minutes more",
	withBench({}, async (bench) => {
		const first = await classic(bench);
		const second = await classic(bench);
		expect(second.access_token).not.toBe(first.access_token);
		expect(await check(bench, first.access_token)).toBe(0);
		await advance(bench, 300);
		expect(await check(bench, first.access_token)).toBe(40001);
		expect(await check(bench, second.access_token)).toBe(0);
	}),
);

test(
	"the two families do not disturb each other",
	withBench({}, async (bench) => {
		const { access_token: kept } = await stable(bench);
		await classic(bench);
		await classic(bench);
		expect(await check(bench, kept)).toBe(0);
		expect((await stable(bench)).access_token).toBe(kept);
	}),
);

test(
	"credentials are checked in WeChat's order",
	withBench({ ipWhitelist: ["10.0.0.1"] }, async (bench) => {
		const code = async (change: Record<string, string>) => (await classic(bench, change)).errcode;
		expect(await code({ grant_type: "x", appid: "" })).toBe(40002);
		expect(await code({ appid: "", secret: "" })).toBe(41002);
		expect(await code({ appid: "wxnobody", secret: "" })).toBe(40013);
		expect(await code({ secret: "" })).toBe(41004);
		expect(await code({ secret: "wrong" })).toBe(40125);
		const refused = await classic(bench);
		expect(refused.errcode).toBe(40164);
		expect(refused.errmsg).toMatch(
			/^invalid ip 127\.0\.0\.1 ipv6 ::ffff:127\.0\.0\.1, not in whitelist rid: /,
		);
	}),
);

test(
	"a frozen secret, GET and bodies that are no object are refused by stable_token",
	withBench({ secretFrozen: true }, async (bench) => {
		expect((await stable(bench)).errcode).toBe(40243);
		expect((await bench.control("GET /cgi-bin/stable_token")).errcode).toBe(43002);
		expect((await bench.control("POST /cgi-bin/stable_token")).errcode).toBe(44002);
		expect((await bench.control("POST /cgi-bin/stable_token", [])).errcode).toBe(47001);
	}),
);

test(
	"tokens are told apart: absent, malformed, unknown, invalidated, expired",
	withBench({}, async (bench) => {
		expect(await check(bench, "")).toBe(41001);
		expect(await check(bench, "short")).toBe(40014);
		expect(await check(bench, "A".repeat(157))).toBe(40001);
		const invalidated = (await stable(bench)).access_token;
		await bench.control(`POST /_sim/accounts/${APPID}/tokens/invalidate`, { family: "stable" });
		expect(await check(bench, invalidated)).toBe(40001);
		const expired = (await stable(bench)).access_token;
		expect(expired).not.toBe(invalidated);
		await bench.control(`POST /_sim/accounts/${APPID}/expire`, { family: "stable" });
		expect(await check(bench, expired)).toBe(42001);
		expect(await check(bench, (await stable(bench)).access_token)).toBe(0);
	}),
);

test(
	"after the secret was rotated the old one is wrong",
	withBench({}, async (bench) => {
		const { secret } = await bench.control(`POST /_sim/accounts/${APPID}/rotate-secret`);
		expect((await stable(bench)).errcode).toBe(40125);
		expect((await stable(bench, { secret })).expires_in).toBe(7200);
	}),
);

test(
	"the daily limit of token calls is kept and starts anew at midnight UTC+8",
	withBench({ quotas: { "/cgi-bin/token": { daily: 1 } } }, async (bench) => {
		await bench.control("POST /_sim/clock", { set: Date.parse("2026-03-01T15:59:00Z") / 1000 });
		expect((await classic(bench)).access_token).toBeDefined();
		expect((await classic(bench)).errcode).toBe(45009);
		await advance(bench, 61);
		expect((await classic(bench)).access_token).toBeDefined();
	}),
);
