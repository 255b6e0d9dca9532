import { expect, test } from "vitest";
import { APPID, type Bench, withBench } from "./support";

const CORP = "ww1234567890abcdef";
const get = async (bench: Bench, path: string, query = "") =>
	bench.control(`GET ${path}?access_token=${await bench.token()}${query}`);
const work = async (bench: Bench, what: string, body: object) =>
	(await bench.api(`/customservice/work/${what}`, body)).errcode;

test(
	"a Mini Program is bound to one company, shown while it is, and freed by the same company's id",
	withBench({ name: "Chestnut" }, async (bench) => {
		expect(await get(bench, "/customservice/work/get")).toEqual({ errcode: 0, errmsg: "ok" });
		expect(await work(bench, "bind", {})).toBe(10130002);
		expect(await work(bench, "bind", { corpid: "nonsense" })).toBe(10130600);
		expect(await work(bench, "unbind", { corpid: CORP })).toBe(10130604);
		expect(await work(bench, "bind", { corpid: CORP })).toBe(0);
		expect(await work(bench, "bind", { corpid: CORP })).toBe(10130603);
		const bound = await get(bench, "/customservice/work/get");
		expect(bound).toMatchObject({ entityName: "Chestnut", corpid: CORP });
		expect(Math.abs(bound.bindTime - Date.now() / 1000)).toBeLessThan(60);
		expect(await work(bench, "unbind", { corpid: CORP.replace("1", "2") })).toBe(10130604);
		expect(await work(bench, "unbind", { corpid: CORP })).toBe(0);
		expect((await get(bench, "/customservice/work/get")).corpid).toBeUndefined();
	}),
);

test.each([
	["ok", 0],
	["10130030", 10130030],
	["10130601", 10130601],
	["10130602", 10130602],
])("with workBindOutcome %s binding answers %i", (workBindOutcome, code) =>
	withBench({ flags: { workBindOutcome } }, async (bench) => {
		expect(await work(bench, "bind", { corpid: CORP })).toBe(code);
	})(),
);

test(
	"agents made through the API have an account name, agents bound in the tool have none",
	withBench({}, async (bench) => {
		const add = async (kf_account: unknown, nickname: unknown) =>
			(await bench.api("/customservice/kfaccount/add", { kf_account, nickname })).errcode;
		expect(await add("zhou@shop", "周")).toBe(0);
		expect(await add("zhou@shop", "周")).toBe(65406);
		expect(await add("nonsense", "周")).toBe(65404);
		expect(await add("wu@shop", "")).toBe(65403);
		await bench.control(`POST /_sim/tool/${APPID}/agents`, { id: "wang", name: "王" });
		expect((await get(bench, "/cgi-bin/customservice/getkflist")).kf_list).toEqual([
			{ kf_account: "zhou@shop", kf_nick: "周", kf_id: "zhou@shop", kf_headimgurl: "" },
			{ kf_nick: "王", kf_id: "wang", kf_headimgurl: "" },
		]);
		const remove = (name: string) =>
			get(bench, "/customservice/kfaccount/del", `&kf_account=${encodeURIComponent(name)}`);
		expect((await remove("wang")).errcode).toBe(65401);
		expect((await remove("zhou@shop")).errcode).toBe(0);
		expect((await get(bench, "/cgi-bin/customservice/getkflist")).kf_list).toHaveLength(1);
	}),
);

test(
	"an account has at most a hundred agents, however they come",
	withBench({}, async (bench) => {
		const agent = (id: string) => bench.request(`POST /_sim/tool/${APPID}/agents`, { id });
		for (let n = 0; n < 100; n++) await agent(`a${n}`);
		expect((await agent("one-more")).status).toBe(409);
		const body = { kf_account: "zhou@shop", nickname: "z" };
		expect((await bench.api("/customservice/kfaccount/add", body)).errcode).toBe(65405);
	}),
);

test(
	"who is online is listed with the sessions they have",
	withBench({ push: { enabled: false } }, async (bench) => {
		await bench.control(`POST /_sim/tool/${APPID}/agents`, { id: "wang", autoAccept: true });
		await bench.control(`POST /_sim/tool/${APPID}/agents`, { id: "zhou", status: "offline" });
		await bench.say("lin", "hi");
		expect((await get(bench, "/cgi-bin/customservice/getonlinekflist")).kf_online_list).toEqual([
			{ status: 1, kf_id: "wang", accepted_case: 1 },
		]);
	}),
);

test(
	"the connectivity check asks for a configured URL, a known action and a known operator",
	withBench({}, async (bench) => {
		const check = (body: object) => bench.api("/cgi-bin/callback/check", body);
		expect((await check({ action: "x" })).errcode).toBe(40202);
		expect((await check({ action: "all", check_operator: "x" })).errcode).toBe(40203);
		const all = await check({ action: "all", check_operator: "DEFAULT" });
		expect(all.dns[0]).toEqual({ ip: "127.0.0.1", real_operator: "DEFAULT" });
		expect(all.ping[0]).toMatchObject({ package_loss: "0%", time: "1ms" });
		expect((await check({ action: "dns" })).ping).toBeUndefined();
		await bench.control("POST /_sim/accounts", {
			appid: APPID,
			secret: "s3cret",
			originalId: "gh_97417a04a28d",
		});
		expect((await check({ action: "all" })).errcode).toBe(40201);
	}),
);

test(
	"quotas are told for every path there is, and clearing them works ten times a month",
	withBench({ quotas: { "/cgi-bin/media/get": { daily: 7, perMinute: 3 } } }, async (bench) => {
		await bench.control("POST /_sim/clock", { set: Date.parse("2027-03-10T12:00:00Z") / 1000 });
		const quota = (cgi_path: string) => bench.api("/cgi-bin/openapi/quota/get", { cgi_path });
		await get(bench, "/cgi-bin/media/get", "&media_id=x");
		expect(await quota("/cgi-bin/media/get")).toMatchObject({
			quota: { daily_limit: 7, used: 1, remain: 6 },
			rate_limit: { call_count: 3, refresh_second: 60 },
		});
		expect((await quota("/cgi-bin/message/custom/send")).quota.daily_limit).toBe(500_000);
		expect((await quota("/cgi-bin/message/custom/typing")).quota.used).toBe(0);
		expect((await quota("/cgi-bin/nothing")).errcode).toBe(76021);
		const v2 = { appid: APPID, appsecret: "s3cret" };
		expect((await bench.control("POST /cgi-bin/clear_quota/v2", { ...v2, appsecret: "x" })).errcode).toBe(
			40125,
		);
		for (let n = 0; n < 10; n++) {
			const path = n % 2 ? "/cgi-bin/clear_quota" : "/cgi-bin/clear_quota/v2";
			expect((await bench.api(path, v2)).errcode).toBe(0);
		}
		expect((await quota("/cgi-bin/media/get")).quota.used).toBe(0);
		expect((await bench.api("/cgi-bin/clear_quota", { appid: APPID })).errcode).toBe(48006);
		await bench.control("POST /_sim/clock", { set: Date.parse("2027-03-31T16:00:01Z") / 1000 });
		expect((await bench.api("/cgi-bin/clear_quota", { appid: APPID })).errcode).toBe(0);
	}),
);

test(
	"a rid is explained to its own account for seven days",
	withBench({}, async (bench) => {
		const { errmsg } = await bench.api("/cgi-bin/message/custom/send", { touser: "oNobody" });
		const rid = errmsg.split("rid: ")[1];
		const ask = (asked: unknown, token?: string) =>
			bench.api("/cgi-bin/openapi/rid/get", { rid: asked }, token);
		expect((await ask(rid)).request).toMatchObject({
			request_body: expect.stringContaining("oNobody"),
			response_body: expect.stringContaining("40003"),
		});
		expect((await ask("nonsense")).errcode).toBe(76002);
		expect((await ask("00000000-00000000-00000000")).errcode).toBe(76001);
		await bench.control("POST /_sim/accounts", { appid: "wxother", secret: "s", originalId: "gh_o" });
		const other = { grant_type: "client_credential", appid: "wxother", secret: "s" };
		const { access_token: token } = await bench.control("POST /cgi-bin/stable_token", other);
		expect((await ask(rid, token)).errcode).toBe(76003);
		await bench.control("POST /_sim/clock", { advanceSeconds: 7 * 86_400 + 1 });
		expect((await ask(rid)).errcode).toBe(76004);
	}),
);

test(
	"a message says who speaks and whether a model wrote it, and nothing else in these fields",
	withBench({}, async (bench) => {
		await bench.say("lin", "hi");
		const touser = await bench.openid("lin");
		const send = async (rest: object) =>
			(
				await bench.api("/cgi-bin/message/custom/send", {
					touser,
					msgtype: "text",
					text: { content: "x" },
					...rest,
				})
			).errcode;
		expect(await send({ aimsgcontext: { is_ai_msg: 1 }, customservice: { kf_account: "a@b" } })).toBe(0);
		expect(await send({ aimsgcontext: { is_ai_msg: 0 } })).toBe(0);
		for (const rest of [
			{ aimsgcontext: { is_ai_msg: true } },
			{ aimsgcontext: null },
			{ customservice: { kf_account: 7 } },
		]) {
			expect(await send(rest)).toBe(40035);
		}
		const { items } = await bench.transcript("lin");
		expect(items[1]).toMatchObject({ isAiMessage: true, kfAccount: "a@b" });
		expect(items[2].isAiMessage).toBeUndefined();
	}),
);

test(
	"the paths for sub-merchants work like the others once the businessid is there",
	withBench({}, async (bench) => {
		await bench.say("lin", "hi");
		const touser = await bench.openid("lin");
		const typing = { touser, command: "Typing" };
		const path = "/cgi-bin/message/custom/business";
		expect((await bench.api(`${path}/typing`, typing)).errcode).toBe(40101);
		expect((await bench.api(`${path}/typing`, { ...typing, businessid: 1 })).errcode).toBe(0);
		const text = { touser, msgtype: "text", text: { content: "x" }, businessid: 1 };
		expect((await bench.api(`${path}/send`, text)).errcode).toBe(0);
		expect((await bench.api(`${path}/send`, { ...text, touser: "o" })).errcode).toBe(40003);
	}),
);

test(
	"a call that makes the simulator fail is answered instead of hanging",
	withBench({}, async (bench) => {
		const { world } = bench.simulator;
		const error = console.error;
		console.error = () => {};
		world.media.get = () => {
			throw new Error("a fault of the simulator");
		};
		try {
			const url = `${bench.simulator.url}/cgi-bin/media/get?media_id=x&access_token=${await bench.token()}`;
			expect((await fetch(url)).status).toBe(500);
		} finally {
			console.error = error;
		}
	}),
);
