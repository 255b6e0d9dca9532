import { expect, test } from "vitest";
import { advancedSeconds, type ControlCall, callSimulator } from "@/lib/channels/simulator-proxy";
import { AppError } from "@/lib/errors";
import { startWechat } from "@/tests/support/simulator";

const wechat = await startWechat();
const APP_ID = "wxphonepage0001";
await wechat.control("POST /accounts", { appid: APP_ID, secret: "a-secret", originalId: "gh_phone" });

const call = (line: string, body?: unknown): ControlCall => {
	const [method = "", path = "", search = ""] = line.split(" ");
	return { method, path, search, body: body === undefined ? null : Buffer.from(JSON.stringify(body)) };
};

const failure = async (line: string, body?: unknown): Promise<AppError> => {
	const error = await callSimulator(call(line, body)).catch((thrown: unknown) => thrown);
	if (!(error instanceof AppError)) throw new Error("it was not refused");
	return error;
};

test("a customer writes through the phone, and the phone shows it", async () => {
	await callSimulator(call(`POST /chat/${APP_ID}/lin/text`, { content: "在吗" }));
	const answer = await callSimulator(call(`GET /chat/${APP_ID}/lin/transcript`));
	expect(await answer.json()).toMatchObject({ items: [{ from: "user", text: "在吗" }] });
});

test("a picture comes as a picture that can do nothing but be seen", async () => {
	await callSimulator(call(`POST /chat/${APP_ID}/mei/image`, {}));
	const { items } = await wechat.control(`GET /chat/${APP_ID}/mei/transcript`);
	const answer = await callSimulator(call(`GET ${items[0].url.replace("/_sim", "")}`));
	expect(answer.headers.get("content-type")).toBe("image/png");
	expect(answer.headers.get("content-security-policy")).toContain("sandbox");
	expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(100);
});

test("a refusal keeps the simulator's own code and words", async () => {
	const error = await failure(`POST /tool/${APP_ID}/close`, { user: "nobody" });
	expect(error).toMatchObject({ code: "not_found", details: { refusal: "unknown_user" } });
});

test.each([
	["a path that climbs out", "GET /../cgi-bin/token"],
	["an encoded climb", "GET /media/%2e%2e%2faccounts"],
	["the API itself", "GET /cgi-bin/token"],
	["where pushes go", "POST /accounts"],
	["a push URL", `PUT /accounts/${APP_ID}/push`],
	["an app secret", `POST /accounts/${APP_ID}/rotate-secret`],
	["an account's end", `DELETE /accounts/${APP_ID}`],
	["a double slash", "GET //accounts"],
	["nothing", "GET "],
])("nobody reaches %s through it", async (_what, line) => {
	expect((await failure(line, {})).code).toBe("not_found");
});

test("only a jump of the clock that went well ages anything", () => {
	expect(advancedSeconds(call("POST /clock", { advanceSeconds: 1800 }))).toBe(1800);
	expect(advancedSeconds(call("POST /clock", { reset: true }))).toBe(0);
	expect(advancedSeconds(call("POST /reset", { advanceSeconds: 60 }))).toBe(0);
	expect(advancedSeconds(call("GET /clock"))).toBe(0);
});

test("a simulator that is gone is told apart from one that refuses", async () => {
	await wechat.simulator.close();
	expect(await failure("GET /clock")).toMatchObject({ code: "simulator_unreachable", status: 502 });
});
