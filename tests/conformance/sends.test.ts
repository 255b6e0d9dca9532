/** S: what leaves the console by its own routes and worker, where WeChat's rules are not known for certain. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { listAlarms } from "@/lib/channels/alarms";
import { rows } from "@/lib/db";
import { startWorker, type Worker } from "@/lib/jobs/worker";
import { type Line, type LineCustomer, openConformanceDesk } from "@/tests/support/conformance-desk";
import type { Json } from "@/tests/support/simulator";

const desk = await openConformanceDesk();
const { wechat, http, agent } = desk;
let worker: Worker;

beforeAll(async () => {
	worker = await startWorker();
});
afterAll(() => worker.stop());
beforeEach(() => wechat.control("DELETE /log"));
afterEach(() => wechat.control("DELETE /faults"));

const outgoing = async (customer: LineCustomer): Promise<Json[]> =>
	(await customer.thread()).filter(({ direction }) => direction === "out");

/** Resolves once the newest reply has ended so; the code stands with a failure. */
const ends = (customer: LineCustomer, status: string, errcode?: number) =>
	expect
		.poll(
			async () => {
				const last = (await outgoing(customer)).at(-1);
				return [last?.status, last?.failure?.errcode];
			},
			{ interval: 20 },
		)
		.toEqual([status, errcode]);

const remaining = async (customer: LineCustomer): Promise<number> =>
	(await http.as(agent, `GET /api/conversations/${await customer.conversationId()}`)).body.window.remaining;

/** Somebody who has just written, and whose window has been there long enough for WeChat's word to count at once. */
async function writer(line: Line, user = "lin"): Promise<LineCustomer> {
	const customer = await line.customer(user);
	await customer.says("在吗");
	await rows({
		text: "UPDATE reply_grants SET granted_at = granted_at - interval '1 minute' WHERE conversation_id = $1",
		values: [await customer.conversationId()],
	});
	return customer;
}

test.each([false, true])(
	"S1 (windowCheckFirst %s): five leave, the sixth is refused here, the next message allows five again",
	async (windowCheckFirst) => {
		const line = await desk.line(`s1-${windowCheckFirst}`, {}, { windowCheckFirst });
		const customer = await writer(line);
		for (const text of ["1", "2", "3", "4", "5"]) {
			expect(await customer.answer(text)).toMatchObject({ status: 201 });
		}
		const refused = await customer.answer("6");
		expect([refused.status, refused.body.error.code]).toEqual([422, "quota_used_up"]);
		await expect.poll(() => customer.heard()).toEqual(["1", "2", "3", "4", "5"]);
		expect((await customer.phone()).grants.left).toBe(0);
		await customer.says("还有");
		expect(await remaining(customer)).toBe(5);
	},
);

test.each([false, true])(
	"S2 (windowCheckFirst %s): 48 h and a second later WeChat's 45015 is told, with what it closes",
	async (windowCheckFirst) => {
		const line = await desk.line(`s2-${windowCheckFirst}`, {}, { windowCheckFirst });
		const customer = await writer(line);
		await wechat.control("POST /clock", { advanceSeconds: 48 * 3600 + 1 });
		await customer.answer("太晚了");
		await ends(customer, "failed", 45015);
		await wechat.control("POST /clock", { reset: true });
		expect(await customer.answer("还是太晚")).toMatchObject({ body: { error: { code: "window_closed" } } });
	},
);

test("S3 (grantModel max): what WeChat does not add up is found out by its 45047, once", async () => {
	const line = await desk.line("s3-max", {}, { grantModel: "max" });
	const customer = await writer(line);
	await customer.enters();
	await rows({ text: "UPDATE reply_grants SET granted_at = granted_at - interval '20 seconds'" });
	const texts = ["1", "2", "3", "4", "5"];
	for (const text of [...texts, "6"]) expect(await customer.answer(text)).toMatchObject({ status: 201 });
	await ends(customer, "failed", 45047);
	expect(await customer.heard()).toEqual(texts);
	expect(await remaining(customer)).toBe(0);
	expect(await customer.answer("7")).toMatchObject({ body: { error: { code: "quota_used_up" } } });
});

test.each([64, 157, 512])(
	"S5 (tokenLength %i): a token that dies while a reply is under way costs one refresh and one more try",
	async (tokenLength) => {
		const line = await desk.line(`s5-${tokenLength}`, {}, { tokenLength });
		const { appId } = line.channel;
		const customer = await writer(line);
		await customer.answer("先热身");
		await ends(customer, "accepted");
		await wechat.control("DELETE /log");
		const fault = { target: "api", kind: "delay", path: "custom/send", delayMs: 300, count: 1, appid: appId };
		await wechat.control("POST /faults", fault);
		await customer.answer("在途");
		await ends(customer, "sending");
		await wechat.control(`POST /accounts/${appId}/tokens/invalidate`, {});
		await ends(customer, "accepted");
		expect(await customer.heard()).toEqual(["先热身", "在途"]);
		expect([await wechat.calls("stable_token"), await wechat.calls("custom/send")]).toEqual([1, 2]);
	},
);

test.each(["same", "45009", "45011"])(
	"S6 (forcedTooOften %s): WeChat will not be forced to another token, and the reply arrives all the same",
	async (forcedTooOften) => {
		const line = await desk.line(`s6-${forcedTooOften}`, {}, { forcedTooOften });
		const { appId, appSecret } = line.channel;
		const customer = await writer(line);
		const asked = { grant_type: "client_credential", appid: appId, secret: appSecret, force_refresh: true };
		const body = JSON.stringify(asked);
		await fetch(`${wechat.simulator.url}/cgi-bin/stable_token`, { method: "POST", body });
		await wechat.control("DELETE /log");
		const fault = {
			target: "api",
			kind: "errcode",
			path: "custom/send",
			errcode: 40001,
			count: 1,
			appid: appId,
		};
		await wechat.control("POST /faults", fault);
		await customer.answer("到了吗");
		await ends(customer, "accepted");
		expect(await customer.heard()).toEqual(["到了吗"]);
		const { items } = await wechat.control(`GET /log?kind=api&appid=${appId}`);
		const forced = items
			.filter(({ request }: Json) => request.url.includes("stable_token"))
			.map(({ request }: Json) => JSON.parse(request.body).force_refresh);
		expect(forced).toEqual([false, false, true]);
		expect(await listAlarms([line.channel.id])).toEqual([]);
	},
);

test.each([true, false])(
	"S9 (strictEscapes %s): line ends, tabs, emoji and rare characters arrive as they were written",
	async (strictEscapes) => {
		const customer = await writer(await desk.line(`s9-escapes-${strictEscapes}`, {}, { strictEscapes }));
		const text = "一行\n二行\t\\u4f60 \u2028 😀 \u{20000} <b>&amp;\"'";
		await customer.answer(text);
		await ends(customer, "accepted");
		expect(await customer.heard()).toEqual([text]);
	},
);

test.each([
	[2048, "accepted", undefined, 4],
	[600, "failed", 45002, 5],
] as const)(
	"S9 (maxTextBytes %i): 601 bytes end as %s, never cut, and a refusal costs nothing",
	async (maxTextBytes, status, errcode, left) => {
		const customer = await writer(await desk.line(`s9-${maxTextBytes}`, {}, { maxTextBytes }));
		const text = `${"好".repeat(200)}x`;
		await customer.answer(text);
		await ends(customer, status, errcode);
		expect(await customer.heard()).toEqual(status === "accepted" ? [text] : []);
		expect(await remaining(customer)).toBe(left);
	},
);
