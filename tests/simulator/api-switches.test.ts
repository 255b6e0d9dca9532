/** Every setting that changes what the API answers, with both of its values. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { settingsSchema } from "@/simulator/settings";
import { APPID, type Bench, type Json, SECRET, withBench } from "./support";

type Row = [flags: Record<string, unknown>, look: (bench: Bench) => Promise<unknown>, seen: unknown];

const SEND = "/cgi-bin/message/custom/send";
const ask = { grant_type: "client_credential", appid: APPID, secret: SECRET };
const stable = (bench: Bench, change: object = {}): Promise<Json> =>
	bench.control("POST /cgi-bin/stable_token", { ...ask, ...change });

async function forcedTwice(bench: Bench): Promise<unknown> {
	const first = await stable(bench, { force_refresh: true });
	const second = await stable(bench, { force_refresh: true });
	return second.errcode ?? second.access_token === first.access_token;
}
/** The message as raw text, so that escapes stay escapes. */
async function sendRaw(bench: Bench, text: string): Promise<number> {
	await bench.say("lin", "hi");
	const body = `{"touser":"${await bench.openid("lin")}","msgtype":"text","text":{"content":"${text}"}}`;
	const url = `${bench.simulator.url}${SEND}?access_token=${await bench.token()}`;
	return ((await (await fetch(url, { method: "POST", body })).json()) as Json).errcode;
}
async function send(bench: Bench, msgtype: string, payload: object): Promise<number> {
	await bench.say("lin", "hi");
	return (await bench.api(SEND, { touser: await bench.openid("lin"), msgtype, [msgtype]: payload })).errcode;
}
const link = (change: object) => (bench: Bench) =>
	send(bench, "link", { title: "t", description: "d", url: "https://x", thumb_url: "", ...change });
const card = (change: object) => async (bench: Bench) => {
	const { thumb_media_id } = await uploaded(bench, 100);
	return send(bench, "miniprogrampage", { title: "t", pagepath: "pages/a", thumb_media_id, ...change });
};
async function uploaded(bench: Bench, bytes: number): Promise<{ thumb_media_id?: string; errcode?: number }> {
	const form = new FormData();
	const file = Buffer.alloc(bytes);
	file.write("GIF89a");
	form.append("media", new File([file], "a.gif"));
	const url = `${bench.simulator.url}/cgi-bin/media/upload?type=image&access_token=${await bench.token()}`;
	const answer = (await (await fetch(url, { method: "POST", body: form })).json()) as Json;
	return { thumb_media_id: answer.media_id, errcode: answer.errcode ?? 0 };
}
const uploadCode = (bytes: number) => async (bench: Bench) => (await uploaded(bench, bytes)).errcode;

async function sentAfterEntering(bench: Bench): Promise<number> {
	await bench.control(`POST /_sim/chat/${APPID}/lin/enter?wait=1`, {});
	let sent = 0;
	while ((await bench.sendText("lin")).errcode === 0) sent++;
	return sent;
}
async function leftAfterBoth(bench: Bench): Promise<unknown> {
	await bench.say("lin", "hi");
	await bench.control(`POST /_sim/chat/${APPID}/lin/enter?wait=1`, {});
	return (await bench.transcript("lin")).grants.left;
}
async function cancelTyping(bench: Bench): Promise<number> {
	await bench.say("lin", "hi");
	const body = { touser: await bench.openid("lin"), command: "CancelTyping" };
	return (await bench.api("/cgi-bin/message/custom/typing", body)).errcode;
}
async function stateAfterLogout(bench: Bench): Promise<string> {
	await bench.control(`POST /_sim/tool/${APPID}/agents`, { id: "wang", autoAccept: true });
	await bench.control("POST /_sim/accounts", {
		...{ appid: APPID, secret: SECRET, originalId: "gh_97417a04a28d" },
		flags: (await bench.control(`GET /_sim/accounts/${APPID}`)).flags,
	});
	await bench.say("lin", "hi");
	await bench.control(`POST /_sim/tool/${APPID}/logout`, { agent: "wang" });
	return (await bench.transcript("lin")).toolState;
}
const quotaOfBadPath = async (bench: Bench) =>
	(await bench.api("/cgi-bin/openapi/quota/get", { cgi_path: "cgi-bin/x" })).errcode;
const textOf = (bytes: number) => (bench: Bench) => send(bench, "text", { content: "x".repeat(bytes) });

const MIB = 1024 * 1024;
const rows: Row[] = [
	[{ tokenLength: 157 }, async (bench) => (await bench.token()).length, 157],
	[{ tokenLength: 512 }, async (bench) => (await bench.token()).length, 512],
	[{ wrongSecretCode: 40125 }, async (bench) => (await stable(bench, { secret: "x" })).errcode, 40125],
	[{ wrongSecretCode: 40001 }, async (bench) => (await stable(bench, { secret: "x" })).errcode, 40001],
	[{ forcedTooOften: "same" }, forcedTwice, true],
	[{ forcedTooOften: "45009" }, forcedTwice, 45009],
	[{ forcedTooOften: "45011" }, forcedTwice, 45011],
	[{ strictEscapes: true }, (bench) => sendRaw(bench, "\\u4f60"), 40033],
	[{ strictEscapes: true }, (bench) => sendRaw(bench, "\\\\u4f60"), 0],
	[{ strictEscapes: false }, (bench) => sendRaw(bench, "\\u4f60"), 0],
	[{ maxTextBytes: 2048 }, textOf(2049), 45002],
	[{ maxTextBytes: 4096 }, textOf(2049), 0],
	[{ linkTitleBytes: 64 }, link({ title: "t".repeat(65) }), 45003],
	[{ linkTitleBytes: 65 }, link({ title: "t".repeat(65) }), 0],
	[{ linkDescriptionBytes: 120 }, link({ description: "d".repeat(121) }), 45004],
	[{ linkDescriptionBytes: 121 }, link({ description: "d".repeat(121) }), 0],
	[{ linkUrlBytes: 2048 }, link({ url: `https://${"x".repeat(2041)}` }), 45005],
	[{ linkUrlBytes: 2049 }, link({ url: `https://${"x".repeat(2041)}` }), 0],
	[{ linkThumbBytes: 2048 }, link({ thumb_url: `https://${"x".repeat(2041)}` }), 45006],
	[{ linkThumbBytes: 2049 }, link({ thumb_url: `https://${"x".repeat(2041)}` }), 0],
	[{ cardTitleBytes: 64 }, card({ title: "t".repeat(65) }), 45003],
	[{ cardTitleBytes: 65 }, card({ title: "t".repeat(65) }), 0],
	[{ foreignCardAppid: "40013" }, card({ appid: "wxother" }), 40013],
	[{ foreignCardAppid: "allow" }, card({ appid: "wxother" }), 0],
	[{ foreignCardAppid: "allow" }, card({ appid: 7 }), 40035],
	[{ cancelTypingInactive: "ok" }, cancelTyping, 0],
	[{ cancelTypingInactive: "45081" }, cancelTyping, 45081],
	[{ enterMessages: 2 }, sentAfterEntering, 2],
	[{ enterMessages: 1 }, sentAfterEntering, 1],
	[{ enterMessages: 0 }, sentAfterEntering, 0],
	[{ profile: "current" }, sentAfterEntering, 2],
	[{ profile: "legacy2017" }, sentAfterEntering, 1],
	[{ profile: "legacy2019" }, sentAfterEntering, 0],
	[{ profile: "legacy2019", enterMessages: 1 }, sentAfterEntering, 1],
	[{ profile: "current" }, uploadCode(2 * MIB + 1), 0],
	[{ profile: "strict" }, uploadCode(2 * MIB + 1), 40009],
	[{ profile: "strict" }, uploadCode(2 * MIB), 0],
	[{ maxImageBytes: 200 }, uploadCode(201), 40009],
	[{ grantModel: "separate" }, leftAfterBoth, 7],
	[{ grantModel: "max" }, leftAfterBoth, 5],
	[{ logoutRequeues: true }, stateAfterLogout, "QUEUED"],
	[{ logoutRequeues: false }, stateAfterLogout, "NONE"],
	[{ quotaBadPathCode: 76003 }, quotaOfBadPath, 76003],
	[{ quotaBadPathCode: 76021 }, quotaOfBadPath, 76021],
];

test.each(rows.map(([flags, look, seen]) => [JSON.stringify(flags), flags, look, seen] as const))(
	"%s",
	(_name, flags, look, seen) =>
		withBench({ flags }, async (bench) => {
			expect(await look(bench)).toEqual(seen);
		})(),
);

test(
	"a profile of the whole simulator holds for every account that has no flag of its own",
	withBench({ flags: { enterMessages: 1 } }, async (bench) => {
		await bench.control("POST /_sim/settings", { profile: "legacy2019" });
		expect(await sentAfterEntering(bench)).toBe(1);
		await bench.control(`POST /_sim/accounts/${APPID}/flags`, { enterMessages: null });
		await bench.control("POST /_sim/clock", { advanceSeconds: 60 });
		expect(await sentAfterEntering(bench)).toBe(0);
	}),
);

test("no setting is without a row in the README, and the README tells of none that is not there", () => {
	const readme = readFileSync(join(import.meta.dirname, "../../simulator/README.md"), "utf8");
	const [, part = ""] = /\n## Settings\n([\s\S]*?)\n## /.exec(readme) ?? [];
	const told = [...part.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = ""]) =>
		[...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
	);
	expect(told.sort()).toEqual(Object.keys(settingsSchema.shape).sort());
});
