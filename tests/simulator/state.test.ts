import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { keepIn } from "@/simulator/keeper";
import { startSimulator } from "@/simulator/server";
import { createWorld, upsertUser } from "@/simulator/state";
import { PROCESS_TEST_MS, startProcess } from "./process";
import { APPID, type Json, SECRET } from "./support";

const SEND = "/cgi-bin/message/custom/send";
const credentials = { grant_type: "client_credential", appid: APPID, secret: SECRET };
const account = { appid: APPID, secret: SECRET, originalId: "gh_97417a04a28d", flags: { enterMessages: 1 } };
const chat = `/_sim/chat/${APPID}/lin`;

function stateFile(): string {
	const directory = mkdtempSync(join(tmpdir(), "simulator-state-"));
	onTestFinished(() => rmSync(directory, { recursive: true }));
	return join(directory, "simulator.json");
}

function callerOf(url: string) {
	const call = async (path: string, body?: unknown): Promise<Json> => {
		const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
		return (await fetch(url + path, init)).json();
	};
	const token = async (): Promise<string> => (await call("/cgi-bin/stable_token", credentials)).access_token;
	return { call, token };
}

/** A simulator on this file; `stop` ends it as SIGTERM does. */
async function start(file: string, seed?: string) {
	const simulator = await startSimulator({ port: 0, stateFile: file, seed });
	onTestFinished(() => simulator.close());
	return { ...callerOf(simulator.url), ...simulator, stop: simulator.close };
}

test("a restart keeps customers, transcripts, both windows, tokens, the tool, the clock, settings and pictures", async () => {
	const file = stateFile();
	const first = await start(file);
	await first.call("/_sim/accounts", account);
	await first.call("/_sim/settings", { tokenLength: 200 });
	await first.call("/_sim/clock", { advanceSeconds: 3600 });
	await first.call(`/_sim/tool/${APPID}/agents`, { id: "zhou", autoAccept: true });
	const { openid } = await first.call(`${chat}/text`, { content: "你好" });
	await first.call(`${chat}/image`, {});
	await first.call(`${chat}/enter`, {});
	const token = await first.token();
	const answer = { touser: openid, msgtype: "text", text: { content: "hello" } };
	for (let sent = 0; sent < 3; sent++) await first.call(`${SEND}?access_token=${token}`, answer);
	await first.call(`${chat.replace("lin", "wu")}/block`, {});
	await first.call("/_sim/users", { id: "silent", nick: "Silent" });
	const paths = [
		`${chat}/transcript`,
		"/_sim/users",
		"/_sim/accounts",
		"/_sim/settings",
		`/_sim/tool/${APPID}/sessions`,
		`/_sim/accounts/${APPID}/usage`,
	];
	const look = ({ call }: typeof first) => Promise.all(paths.map((path) => call(path)));
	const before = await look(first);
	expect(before[0]).toMatchObject({ grants: { left: 3 }, toolState: "ACTIVE" });
	await first.stop();

	const second = await start(file);
	expect(await look(second)).toEqual(before);
	const { offsetSeconds } = await second.call("/_sim/clock");
	expect(offsetSeconds).toBe(3600);
	const { url } = before[0].items.find((item: Json) => item.type === "image");
	expect((await fetch(second.url + url)).headers.get("content-type")).toBe("image/png");
	expect(await second.token()).toBe(token);
	const codes = [];
	for (let sent = 0; sent < 4; sent++) {
		codes.push((await second.call(`${SEND}?access_token=${token}`, answer)).errcode);
	}
	expect(codes).toEqual([0, 0, 0, 45047]);
});

test("a restart keeps the kind of an account, its hosting, its agents' account names and its company", async () => {
	const file = stateFile();
	const first = await start(file);
	const push = { url: "http://127.0.0.1:1/", hosting: "cloudrun", format: "json" };
	await first.call("/_sim/accounts", { ...account, kind: "service_account", verified: false, push });
	await first.call(`/_sim/tool/${APPID}/agents`, { id: "zhou", account: "zhou@shop" });
	const bind = `/customservice/work/bind?access_token=${await first.token()}`;
	await first.call(bind, { corpid: "ww1234567890abcdef" });
	const look = async ({ call, token }: typeof first) => [
		await call(`/_sim/accounts/${APPID}`),
		await call(`/_sim/tool/${APPID}/agents`),
		await call(`/customservice/work/get?access_token=${await token()}`),
	];
	const before = await look(first);
	expect(before[0]).toMatchObject({ kind: "service_account", push: { hosting: "cloudrun" } });
	expect(before[2].corpid).toBe("ww1234567890abcdef");
	await first.stop();
	expect(await look(await start(file))).toEqual(before);
});

test("what an answer of the console brings about after the call is kept too", async () => {
	const file = stateFile();
	const first = await start(file);
	let answer = (_body: string): void => {};
	const asked = new Promise<void>((resolve) => {
		const door = createServer((_request, response) => {
			answer = (body) => response.end(body);
			resolve();
		}).listen(4381, "127.0.0.1");
		onTestFinished(() => void door.close());
	});
	const push = { url: "http://127.0.0.1:4381/", token: "AAAAA", format: "json" };
	await first.call("/_sim/accounts", { ...account, push });
	const { openid } = await first.call(`${chat}/text`, { content: "a person please" });
	await asked;
	await first.world.keeper?.save();
	const names = { ToUserName: openid, FromUserName: account.originalId };
	answer(JSON.stringify({ ...names, CreateTime: 1, MsgType: "transfer_customer_service" }));
	const state = async ({ call }: typeof first) => (await call(`${chat}/transcript`)).toolState;
	await expect.poll(() => state(first)).toBe("QUEUED");
	await first.stop();
	expect(await state(await start(file))).toBe("QUEUED");
});

test("ids of messages, tokens and pictures are never given twice, with or without a seed", async () => {
	for (const seed of ["same", undefined]) {
		const file = stateFile();
		const msgIds: bigint[] = [];
		const drawn: string[] = [];
		for (let run = 0; run < 3; run++) {
			const simulator = await start(file, seed);
			await simulator.call("/_sim/accounts", account);
			const said = await simulator.call(`${chat}/image`, {});
			msgIds.push(BigInt(said.msgId));
			await simulator.call(`/_sim/accounts/${APPID}/expire`, {});
			drawn.push(await simulator.token());
			const { items } = await simulator.call(`${chat}/transcript`);
			expect(items).toHaveLength(run + 1);
			drawn.push(items[run].mediaId);
			await simulator.stop();
		}
		expect(msgIds[1]! > msgIds[0]! && msgIds[2]! > msgIds[1]!).toBe(true);
		expect(new Set(drawn).size).toBe(drawn.length);
	}
});

test("kill -9 loses at most the last seconds", { timeout: PROCESS_TEST_MS }, async () => {
	const file = stateFile();
	const args = ["--port", "4380", "--state", file];
	const killed = startProcess(args);
	expect(await killed.said).toContain("listening");
	const { call } = callerOf("http://127.0.0.1:4380");
	await call("/_sim/accounts", account);
	await call(`${chat}/text`, { content: "kept" });
	await expect.poll(() => existsSync(file) && readFileSync(file, "utf8")).toContain("kept");
	await call(`${chat}/text`, { content: "perhaps lost" });
	killed.child.kill("SIGKILL");
	await killed.ended;
	const again = startProcess(args);
	expect(await again.said).toMatch(/^simulator listening/);
	const { items } = await call(`${chat}/transcript`);
	expect(items[0].text).toBe("kept");
	// SIGTERM writes at once, however fresh the change is.
	await call(`${chat}/text`, { content: "last words" });
	again.child.kill("SIGTERM");
	again.child.kill("SIGTERM");
	expect(await again.ended).toBe(0);
	expect(readFileSync(file, "utf8")).toContain("last words");
});

test.each([
	["cut in the middle", (text: string) => text.slice(0, text.length / 2), "not JSON"],
	["of another program", () => '{"name":"x","version":1}', "format: "],
	["of another version", (text: string) => text.replace('"version":1', '"version":99'), "version: "],
	["with a damaged part", (text: string) => text.replace('"grants":', '"grant":'), "grants: "],
	[
		"with a damaged account",
		(text: string) => text.replace(`"secret":"${SECRET}"`, '"secret":7'),
		"secret: ",
	],
])(
	"a file %s is set aside with one sentence, and the simulator starts empty",
	async (_case, damage, reason) => {
		const file = stateFile();
		const first = await start(file);
		await first.call("/_sim/accounts", account);
		await first.call(`${chat}/text`, { content: "hi" });
		await first.stop();
		const damaged = damage(readFileSync(file, "utf8"));
		writeFileSync(file, damaged);
		const stderr = vi.spyOn(console, "error").mockImplementation(() => {});
		onTestFinished(() => stderr.mockRestore());
		const second = await start(file);
		expect(stderr).toHaveBeenCalledTimes(1);
		const said = String(stderr.mock.calls[0]?.[0]);
		expect(said).toContain(reason);
		expect(said).toMatch(
			/^[^\n]* it is now [^\n]*simulator\.json\.broken, and the simulator starts empty\.$/,
		);
		expect(readFileSync(`${file}.broken`, "utf8")).toBe(damaged);
		expect(await second.call("/_sim/health")).toMatchObject({ accounts: 0, users: 0 });
		await second.call("/_sim/users", { id: "new" });
		await second.stop();
		expect((await (await start(file)).call("/_sim/health")).users).toBe(1);
	},
);

test("a folder that is not there is refused with a sentence", async () => {
	const starting = startSimulator({ port: 0, stateFile: join(stateFile(), "nowhere", "s.json") });
	await expect(starting).rejects.toThrow(/^No state can be kept in .*nowhere/);
});

test("a reset empties the file before it answers", async () => {
	const file = stateFile();
	const { call, stop } = await start(file);
	await call("/_sim/accounts", account);
	await call(`${chat}/text`, { content: "forget me" });
	await call("/_sim/reset", {});
	expect(readFileSync(file, "utf8")).not.toContain("forget me");
	expect(readFileSync(file, "utf8")).toContain(APPID);
	await stop();
	expect((await (await start(file)).call("/_sim/health")).users).toBe(0);
});

test("the file is its owner's alone, also where an older one was not", async () => {
	const file = stateFile();
	for (let run = 0; run < 2; run++) {
		const { call, stop } = await start(file);
		await call("/_sim/users", { id: `u${run}` });
		await stop();
		expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(existsSync(`${file}.tmp`)).toBe(false);
		chmodSync(file, 0o644);
	}
});

test("a thousand changes cost one timer and one write", async () => {
	const file = stateFile();
	vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
	onTestFinished(() => void vi.useRealTimers());
	const world = createWorld();
	const keeper = keepIn(file, world);
	for (let change = 0; change < 1000; change++) {
		upsertUser(world, `u${change}`, undefined);
		keeper.touch();
	}
	expect(vi.getTimerCount()).toBe(1);
	expect(existsSync(file)).toBe(false);
	vi.advanceTimersByTime(2000);
	await keeper.close();
	expect(JSON.parse(readFileSync(file, "utf8")).users).toHaveLength(1000);
	keeper.touch();
	expect(vi.getTimerCount()).toBe(0);
});
