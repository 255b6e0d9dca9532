import { expect, test } from "vitest";
import { sign } from "@/simulator/push/crypto";
import { APPID, type Bench, type Json, type Pushed, TOKEN, withBench } from "./support";

const FORMATS = ["xml", "json"] as const;
const MODES = ["plain", "compat", "safe"] as const;
const combinations = MODES.flatMap((mode) => FORMATS.map((format) => [mode, format] as const));

const attack = (bench: Bench, name: string) => bench.control(`POST /_sim/attacks/${APPID}/${name}`);
const genuine = ({ query, body }: Pushed): boolean => {
	const encrypted = /"Encrypt":"([^"]*)"|<Encrypt><!\[CDATA\[([^\]]*)/.exec(body);
	const parts = [TOKEN, query.get("timestamp") ?? "", query.get("nonce") ?? ""];
	return encrypted
		? query.get("msg_signature") === sign(...parts, encrypted[1] ?? encrypted[2] ?? "")
		: query.get("signature") === sign(...parts);
};

test.each(combinations)("every attack that fits a %s %s account is sent and reported", (mode, format) =>
	withBench({ push: { mode, format } }, async (bench) => {
		bench.door.answer = () => ({ status: 401 });
		const { items, ok } = await bench.control(`POST /_sim/attacks/${APPID}`);
		expect(ok, JSON.stringify(items.filter((item: Json) => !item.ok))).toBe(true);
		expect(items.length).toBe(bench.door.pushes.length);
		expect(items.length).toBeGreaterThan(mode === "plain" ? 20 : 30);
		expect(items.every((item: Json) => item.status === 401)).toBe(true);
		const { items: listed } = await bench.control("GET /_sim/attacks");
		expect(listed.length).toBeGreaterThan(items.length - 1);
	})(),
);

test(
	"a door that accepts forged packets or fails is reported as not ok",
	withBench({ push: { mode: "safe" } }, async (bench) => {
		expect((await attack(bench, "wrong-msg-signature")).ok).toBe(false);
		expect((await attack(bench, "html-content")).ok).toBe(true);
		bench.door.answer = () => ({ status: 500 });
		expect((await attack(bench, "html-content")).ok).toBe(false);
		bench.door.answer = () => ({ status: 400, body: "Error\n  at stack" });
		expect((await attack(bench, "pad-33")).ok).toBe(false);
	}),
);

test(
	"forged envelopes do not verify, nasty contents do",
	withBench({ push: { mode: "safe" } }, async (bench) => {
		const verifies = async (name: string) => {
			await attack(bench, name);
			return genuine(bench.door.pushes.at(-1)!);
		};
		expect(await verifies("wrong-msg-signature")).toBe(false);
		expect(await verifies("missing-msg-signature")).toBe(false);
		expect(await verifies("other-body")).toBe(false);
		expect(await verifies("other-account")).toBe(false);
		expect(await verifies("pad-0")).toBe(true);
		expect(await verifies("other-appid-tail")).toBe(true);
		expect(await verifies("nul-character")).toBe(true);
	}),
);

test(
	"an attack leaves no trace with real users",
	withBench({}, async (bench) => {
		await bench.say("lin", "hi");
		const before = await bench.transcript("lin");
		await bench.control(`POST /_sim/attacks/${APPID}`);
		expect(await bench.transcript("lin")).toEqual(before);
	}),
);

test(
	"attacks that do not fit or do not exist are refused",
	withBench({}, async (bench) => {
		expect((await bench.request(`POST /_sim/attacks/${APPID}/pad-0`)).status).toBe(409);
		expect((await bench.request(`POST /_sim/attacks/${APPID}/constructor`)).status).toBe(404);
	}),
);
