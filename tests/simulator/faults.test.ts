import { expect, test } from "vitest";
import { APPID, type Bench, withBench } from "./support";

const SEND = "/cgi-bin/message/custom/send";
const fault = (bench: Bench, body: object) => bench.control("POST /_sim/faults", body);
const apiFault = (bench: Bench, body: object) =>
	fault(bench, { target: "api", path: "custom/send", count: 1, ...body });
const pushFault = (bench: Bench, body: object) => fault(bench, { target: "push", count: 1, ...body });

/** A send as raw text, so that spoilt answers can be looked at. */
async function send(bench: Bench): Promise<{ status: number; text: string }> {
	const message = { touser: await bench.openid("lin"), msgtype: "text", text: { content: "hello" } };
	const url = `${bench.simulator.url}${SEND}?access_token=${await bench.token()}`;
	const response = await fetch(url, { method: "POST", body: JSON.stringify(message) });
	return { status: response.status, text: await response.text() };
}
const sentCount = async (bench: Bench): Promise<number> =>
	(await bench.transcript("lin")).items.filter((item: { from: string }) => item.from === "api").length;

test(
	"an injected errcode answers as often as it was ordered, and nothing is sent",
	withBench({}, async (bench) => {
		await bench.say("lin", "hi");
		await apiFault(bench, { kind: "errcode", errcode: -1, count: 2 });
		const codes = [];
		for (let n = 0; n < 3; n++) codes.push(JSON.parse((await send(bench)).text).errcode);
		expect(codes).toEqual([-1, -1, 0]);
		expect(await sentCount(bench)).toBe(1);
	}),
);

test(
	"a reset before the work sends nothing, a reset after it sends the message and loses the answer",
	withBench({}, async (bench) => {
		await bench.say("lin", "hi");
		await apiFault(bench, { kind: "resetBefore" });
		await expect(send(bench)).rejects.toThrow();
		expect(await sentCount(bench)).toBe(0);
		await apiFault(bench, { kind: "resetAfter" });
		await expect(send(bench)).rejects.toThrow();
		expect(await sentCount(bench)).toBe(1);
	}),
);

test(
	"answers can be spoilt: status, HTML, half JSON, errcode as text, fields nobody expects",
	withBench({}, async (bench) => {
		await bench.say("lin", "hi");
		await apiFault(bench, { kind: "status", status: 502 });
		expect((await send(bench)).status).toBe(502);
		await apiFault(bench, { kind: "html" });
		expect((await send(bench)).text).toContain("<html>");
		await apiFault(bench, { kind: "truncate" });
		const cut = (await send(bench)).text;
		expect(() => JSON.parse(cut)).toThrow();
		await apiFault(bench, { kind: "errcodeAsString" });
		expect(JSON.parse((await send(bench)).text).errcode).toBe("0");
		await apiFault(bench, { kind: "extraFields" });
		expect(JSON.parse((await send(bench)).text)).toMatchObject({ errcode: 0, extra: {} });
		expect(await sentCount(bench)).toBe(4);
	}),
);

test(
	"a fault strikes only its account, path and user, and is gone when removed",
	withBench({}, async (bench) => {
		await bench.say("lin", "hi");
		const elsewhere = { kind: "errcode", errcode: -1, count: undefined };
		await apiFault(bench, { ...elsewhere, appid: "wxother" });
		await apiFault(bench, { ...elsewhere, path: "custom/typing" });
		await apiFault(bench, { ...elsewhere, openid: "oNobody" });
		expect(JSON.parse((await send(bench)).text).errcode).toBe(0);
		const { id } = await apiFault(bench, { ...elsewhere, openid: await bench.openid("lin") });
		expect(JSON.parse((await send(bench)).text).errcode).toBe(-1);
		await bench.control(`DELETE /_sim/faults/${id}`);
		expect(JSON.parse((await send(bench)).text).errcode).toBe(0);
	}),
);

test(
	"P6: concurrent duplicates are byte for byte alike and under way at the same time",
	withBench({ flags: { pushTimeoutMs: 5000 } }, async (bench) => {
		let release: () => void = () => {};
		const all = new Promise<void>((resolve) => {
			release = resolve;
		});
		bench.door.answer = async (_pushed, count) => {
			if (count === 5) release();
			await all;
			return { body: "success" };
		};
		await pushFault(bench, { kind: "concurrentDuplicate", copies: 5 });
		const said = await bench.say("lin", "hi");
		expect(said.delivery).toMatchObject({ verdict: "ACK", attempts: { length: 5 } });
		expect(new Set(bench.door.pushes.map(({ query, body }) => `${query}${body}`)).size).toBe(1);
	}),
);

test(
	"a duplicate comes after the answer, with the same id and a new nonce",
	withBench({}, async (bench) => {
		await pushFault(bench, { kind: "duplicate", afterMs: 1 });
		const said = await bench.say("lin", "hi");
		expect(said.delivery.attempts.map((one: { duplicate: boolean }) => one.duplicate)).toEqual([false, true]);
		const [first, second] = bench.door.pushes;
		expect(first!.body).toBe(second!.body);
		expect(first!.query.get("nonce")).not.toBe(second!.query.get("nonce"));
	}),
);

test(
	"a delivered push is repeated on command, many at once",
	withBench({}, async (bench) => {
		const { pushId } = await bench.say("lin", "hi");
		const repeated = await bench.control(`POST /_sim/pushes/${pushId}/repeat`, { copies: 20 });
		expect(repeated.attempts).toHaveLength(21);
		expect(new Set(bench.door.pushes.map(({ body }) => body)).size).toBe(1);
	}),
);

test(
	"a lost push never arrives, yet the window is open",
	withBench({}, async (bench) => {
		await pushFault(bench, { kind: "lost" });
		expect((await bench.say("lin", "hi")).delivery.verdict).toBe("LOST");
		expect(bench.door.pushes).toHaveLength(0);
		expect((await bench.sendText("lin")).errcode).toBe(0);
	}),
);

test(
	"a lost answer makes WeChat push the stored message again",
	withBench({}, async (bench) => {
		await pushFault(bench, { kind: "lostAnswer", attempts: 1 });
		const said = await bench.say("lin", "hi");
		expect(said.delivery.attempts.map((one: { verdict: string }) => one.verdict)).toEqual([
			"NO_ANSWER",
			"ACK",
		]);
	}),
);

test(
	"stale timestamps, wrong signatures, odd headers, chunks and a BOM reach the door as ordered",
	withBench({}, async (bench) => {
		for (const kind of ["staleTimestamp", "wrongSignature", "wrongContentType", "chunked", "bom"]) {
			await pushFault(bench, { kind });
			await bench.say("lin", kind);
		}
		const [stale, , octets, chunked, bom] = bench.door.pushes;
		expect(Date.now() / 1000 - Number(stale!.query.get("timestamp"))).toBeGreaterThan(1190);
		expect(bench.door.pushes[1]!.query.get("signature")).toMatch(/^0bad/);
		expect(octets!.headers["content-type"]).toBe("application/octet-stream");
		expect(chunked!.headers["transfer-encoding"]).toBe("chunked");
		expect(bom!.body.charCodeAt(0)).toBe(0xfeff);
	}),
);

test(
	"reordering lets the second message overtake the first",
	withBench({}, async (bench) => {
		await pushFault(bench, { kind: "reorder", holdMs: 5000 });
		const [first] = await Promise.all([
			bench.say("lin", "first"),
			bench.control(`POST /_sim/chat/${APPID}/lin/text`, { content: "second" }),
		]);
		expect(first.delivery.verdict).toBe("ACK");
		expect(bench.door.pushes.map(({ body }) => JSON.parse(body).Content)).toEqual(["second", "first"]);
	}),
);

test(
	"a grant may lag behind the message, so that an immediate answer gets 45047",
	withBench({ flags: { grantLagMs: 60_000 } }, async (bench) => {
		await bench.say("lin", "hi");
		expect((await bench.sendText("lin")).errcode).toBe(45047);
		await bench.control("POST /_sim/clock", { advanceSeconds: 60 });
		expect((await bench.sendText("lin")).errcode).toBe(0);
	}),
);
