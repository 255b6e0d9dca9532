import { expect, test } from "vitest";
import { notices, transferPacket } from "./door-reading";
import { APPID, IMPATIENT, type Json, withBench } from "./support";

const cloud = (change: object = {}) => ({ hosting: "cloudrun", mode: "safe", token: undefined, ...change });

test.each(["xml", "json"] as const)(
	"a push of cloud hosting is clear %s without a query, marked by headers only",
	(format) =>
		withBench({ push: cloud({ format }) }, async (bench) => {
			const said = await bench.say("lin", "hi");
			expect(said.delivery.verdict).toBe("ACK");
			const { query, headers, body } = bench.door.pushes[0]!;
			expect([...query]).toEqual([]);
			expect(headers).toMatchObject({
				"x-wx-source": "other",
				"x-wx-openid": said.openid,
				"x-wx-appid": APPID,
			});
			expect(body).toContain(said.msgId);
			expect(body).not.toContain("Encrypt");
			expect(body.startsWith("<")).toBe(format === "xml");
		})(),
);

test.each([
	[{ cloudSourceHeader: "x-wx-source", cloudSource: "other" }, "x-wx-source", "other"],
	[{ cloudSourceHeader: "x-wx-sources", cloudSource: "wx_client" }, "x-wx-sources", "wx_client"],
])("the header that names the source is a setting: %j", (flags, header, value) =>
	withBench({ push: cloud(), flags }, async (bench) => {
		await bench.say("lin", "hi");
		const { headers } = bench.door.pushes[0]!;
		expect(headers[header]).toBe(value);
		expect(Object.keys(headers).filter((name) => name.startsWith("x-wx-source"))).toEqual([header]);
	})(),
);

test(
	"a clear transfer is understood there, and a sealed one is not",
	withBench({ push: cloud() }, async (bench) => {
		bench.door.answer = ({ body }) => ({ body: transferPacket(JSON.parse(body), "json") });
		expect((await bench.say("lin", "a person please")).delivery.verdict).toBe("TRANSFER");
		bench.door.answer = () => ({ body: '{"Encrypt":"x","MsgSignature":"x","TimeStamp":1,"Nonce":"1"}' });
		expect((await bench.say("lin", "again")).delivery.verdict).toBe("FAIL");
		expect(await notices(bench, "lin")).toEqual(["kfUnavailable"]);
	}),
);

test.each([
	[{ body: "success" }, true, null],
	[{ body: "" }, true, null],
	[{ body: "ok" }, false, "mismatch"],
	[{ status: 500, body: "success" }, false, "status"],
	["never", false, "timeout"],
] as const)("the check of the container passes for success or nothing: %j", (reply, ok, reason) =>
	withBench({ push: cloud({ format: "xml" }), flags: IMPATIENT }, async (bench) => {
		bench.door.answer = () => reply;
		expect(await bench.control(`POST /_sim/accounts/${APPID}/verify`)).toMatchObject({ ok, reason });
		const { method, body, headers } = bench.door.pushes[0]!;
		expect([method, body]).toEqual(["POST", "<xml><action>CheckContainerPath</action></xml>"]);
		expect(headers["x-wx-source"]).toBe("other");
	})(),
);

test(
	"a configuration of cloud hosting is saved only after its check, and needs no token; a URL does",
	withBench({}, async (bench) => {
		const push = { hosting: "cloudrun", url: bench.door.url, format: "json" };
		bench.door.answer = () => ({ status: 404 });
		const put = `PUT /_sim/accounts/${APPID}/push`;
		expect((await bench.control(put, push)).saved).toBe(false);
		bench.door.answer = () => ({ body: "success" });
		expect((await bench.control(put, push)).saved).toBe(true);
		expect(bench.door.pushes[0]?.body).toBe('{"action":"CheckContainerPath"}');
		expect((await bench.control(`GET /_sim/accounts/${APPID}`)).push.hosting).toBe("cloudrun");
		expect((await bench.request(put, { ...push, hosting: "url" })).status).toBe(400);
	}),
);

test(
	"attacks on cloud hosting forge no signatures, but leave out the header of the source",
	withBench({ push: cloud() }, async (bench) => {
		bench.door.answer = () => ({ status: 403 });
		const { items, ok } = await bench.control(`POST /_sim/attacks/${APPID}`);
		expect(ok).toBe(true);
		const names = items.map(({ name }: Json) => name);
		expect(names).toContain("cloud-source-missing");
		expect(names).toContain("deep-nesting");
		expect(names).not.toContain("wrong-signature");
		expect(names).not.toContain("pad-0");
		const at = names.indexOf("cloud-source-missing");
		expect(bench.door.pushes[at]?.headers["x-wx-source"]).toBeUndefined();
		expect(bench.door.pushes[at + 2]?.headers["x-wx-source"]).toBe("other");
	}),
);
