import { expect, test } from "vitest";
import { startSimulator } from "@/simulator/server";
import { APPID, accountOf, type Json, KEY, SECRET, TOKEN, withBench } from "./support";

test(
	"bad control calls get a 4xx that says what is wrong",
	withBench({}, async (bench) => {
		const error = async (call: string, body?: unknown) => {
			const answer = await bench.request(call, body);
			return [answer.status, answer.body.error.code];
		};
		expect(await error("POST /_sim/accounts", { appid: 1 })).toEqual([400, "invalid"]);
		expect(await error(`POST /_sim/chat/${APPID}/lin/text`, { text: "wrong name" })).toEqual([
			400,
			"invalid",
		]);
		expect(await error("POST /_sim/chat/wxnobody/lin/text", { content: "x" })).toEqual([
			404,
			"unknown_account",
		]);
		expect(await error(`GET /_sim/chat/${APPID}/stranger/transcript`)).toEqual([404, "unknown_user"]);
		expect(await error("GET /_sim/nothing")).toEqual([404, "not_found"]);
		expect(await error("PUT /_sim/clock", {})).toEqual([405, "method_not_allowed"]);
		expect(await error("POST /_sim/faults", { target: "api", kind: "unheard" })).toEqual([400, "invalid"]);
		expect(await error("POST /_sim/settings", { nothing: 1 })).toEqual([400, "invalid"]);
		const broken = await fetch(`${bench.simulator.url}/_sim/clock`, { method: "POST", body: "{" });
		expect([broken.status, await broken.json()]).toMatchObject([400, { error: { code: "invalid_json" } }]);
	}),
);

test(
	"pages of other sites cannot steer the simulator",
	withBench({}, async (bench) => {
		const headers = { Origin: "https://evil.example" };
		const answer = await fetch(`${bench.simulator.url}/_sim/reset`, { method: "POST", headers });
		expect(answer.status).toBe(403);
	}),
);

test(
	"an account posted again changes in place: users, windows and tokens stay",
	withBench({}, async (bench) => {
		await bench.say("lin", "hi");
		const token = await bench.token();
		await bench.control(
			"POST /_sim/accounts",
			accountOf(bench.door, { push: { format: "xml" }, name: "Shop" }),
		);
		expect(await bench.token()).toBe(token);
		expect((await bench.sendText("lin")).errcode).toBe(0);
		await bench.say("lin", "now in XML");
		expect(bench.door.pushes[1]?.body).toMatch(/^<xml>/);
	}),
);

test(
	"the format of pushes is switched by itself, and nothing else with it",
	withBench({ push: { mode: "safe" } }, async (bench) => {
		const { push } = await bench.control(`GET /_sim/accounts/${APPID}`);
		for (const format of ["xml", "json"]) {
			const answer = await bench.control(`POST /_sim/accounts/${APPID}/format`, { format });
			expect(answer.push).toEqual({ ...push, format });
			await bench.say("lin", format);
			expect(bench.door.pushes.at(-1)?.body.startsWith(format === "xml" ? "<xml>" : "{")).toBe(true);
		}
		const refused = await bench.request(`POST /_sim/accounts/${APPID}/format`, { format: "csv" });
		expect(refused.status).toBe(400);
	}),
);

test(
	"no answer of the control API holds a secret, a token or a key",
	withBench({ push: { mode: "safe" } }, async (bench) => {
		await bench.say("lin", "hi");
		const token = await bench.token();
		await bench.control(`GET /cgi-bin/token?grant_type=client_credential&appid=${APPID}&secret=${SECRET}`);
		await bench.sendText("lin");
		for (const call of ["accounts", `accounts/${APPID}`, "log", "pushes", "health", "settings"]) {
			const text = JSON.stringify(await bench.control(`GET /_sim/${call}`));
			expect(text).not.toContain(SECRET);
			expect(text).not.toContain(token);
			expect(text).not.toContain(KEY);
			expect(text).not.toContain(`"${TOKEN}"`);
		}
	}),
);

test(
	"the protocol record holds pushes and API calls in order, with bodies",
	withBench({ push: { mode: "safe", format: "xml" } }, async (bench) => {
		const { pushId, openid } = await bench.say("lin", "hi there");
		await bench.sendText("lin", "hello");
		const { items } = await bench.control(`GET /_sim/log?appid=${APPID}&openid=${openid}`);
		expect(items).toMatchObject([
			{ kind: "push", name: "text", pushId, attempt: 1, verdict: "ACK", response: { status: 200 } },
			{ kind: "api", name: "custom/send", detail: "text", errcode: 0 },
		]);
		expect(items[0].request.plain).toContain("hi there");
		expect(items[0].request.body).toContain("<Encrypt>");
		expect(items[1].request.url).toBe("/cgi-bin/message/custom/send?access_token=***");
		const since = await bench.control(`GET /_sim/log?since=${items[0].id}&kind=api&appid=${APPID}`);
		expect(since.items.map((item: { name: string }) => item.name)).toContain("custom/send");
		const { items: pushes } = await bench.control(`GET /_sim/pushes?appid=${APPID}&openid=${openid}`);
		expect(pushes).toMatchObject([
			{ id: pushId, verdict: "ACK", attempts: [{ response: { body: "success" } }] },
		]);
	}),
);

test(
	"a reset forgets what happened, keeps the accounts and goes on with the ids",
	withBench({}, async (bench) => {
		const before = await bench.say("lin", "hi");
		await bench.control("POST /_sim/clock", { advanceSeconds: 3600 });
		await bench.control("POST /_sim/faults", { target: "push", kind: "lost" });
		await bench.control("POST /_sim/reset", {});
		expect(await bench.control("GET /_sim/health")).toMatchObject({ accounts: 1, users: 0 });
		expect((await bench.control("GET /_sim/clock")).offsetSeconds).toBe(0);
		expect((await bench.control("GET /_sim/log")).items).toEqual([]);
		const after = await bench.say("lin", "hi again");
		expect(after.openid).toBe(before.openid);
		expect(BigInt(after.msgId)).toBe(BigInt(before.msgId) + 1n);
		await bench.control("POST /_sim/reset", { accounts: true });
		expect((await bench.control("GET /_sim/health")).accounts).toBe(0);
	}),
);

test(
	"settings apply to all accounts and flags to one, and a flag can be taken away",
	withBench({}, async (bench) => {
		await bench.control("POST /_sim/settings", { enterMessages: 1 });
		expect((await bench.control(`POST /_sim/accounts/${APPID}/flags`, {})).enterMessages).toBe(1);
		const flags = (body: object) => bench.control(`POST /_sim/accounts/${APPID}/flags`, body);
		expect(await flags({ enterMessages: 0 })).toMatchObject({ enterMessages: 0, pushTimeoutMs: 5000 });
		expect((await flags({ enterMessages: null })).enterMessages).toBe(1);
	}),
);

test("the same seed gives the same ids and tokens, no seed gives others", async () => {
	const run = async (seed: string | undefined) => {
		const simulator = await startSimulator({ port: 0, seed });
		try {
			const post = async (path: string, body: object) => {
				const response = await fetch(simulator.url + path, { method: "POST", body: JSON.stringify(body) });
				return response.json() as Promise<Json>;
			};
			await post("/_sim/accounts", { appid: APPID, secret: SECRET, originalId: "gh_x" });
			const { msgId } = await post(`/_sim/chat/${APPID}/lin/text`, { content: "hi" });
			const ask = { grant_type: "client_credential", appid: APPID, secret: SECRET };
			return [msgId, (await post("/cgi-bin/stable_token", ask)).access_token];
		} finally {
			await simulator.close();
		}
	};
	const [first, second, other] = [await run("a"), await run("a"), await run(undefined)];
	expect(second).toEqual(first);
	expect(other[1]).not.toBe(first[1]);
	// Without a seed ids rise from one start to the next, so that a console with old data sees nothing twice.
	expect(BigInt((await run(undefined))[0]) > BigInt(other[0])).toBe(true);
});

test(
	"a tapped card tells the Mini Program path and query",
	withBench({}, async (bench) => {
		const card = { title: "Order", pagepath: "pages/order?id=7&from=chat" };
		await bench.control(`POST /_sim/chat/${APPID}/lin/card?wait=1`, card);
		const { items } = await bench.transcript("lin");
		const tapped = await bench.control(`POST /_sim/chat/${APPID}/lin/tap-card`, { itemId: items[0].id });
		expect(tapped).toEqual({ path: "pages/order", query: { id: "7", from: "chat" } });
	}),
);

test(
	"bodies beyond the cap are refused and the next call works",
	withBench({}, async (bench) => {
		const body = "x".repeat(1024 * 1024 + 1);
		const url = `${bench.simulator.url}/cgi-bin/message/custom/send`;
		expect((await fetch(url, { method: "POST", body })).status).toBe(413);
		expect((await bench.control("GET /_sim/health")).status).toBe("ok");
	}),
);
