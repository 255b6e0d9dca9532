/** P9: nobody who means well notices anything of an attack. */
import { expect, test } from "vitest";
import { COMBINATIONS, openConformanceDesk } from "@/tests/support/conformance-desk";
import type { Json } from "@/tests/support/simulator";

const desk = await openConformanceDesk();
const { wechat } = desk;

test.each(COMBINATIONS)(
	"P9 ($name): after every attack a real customer has no notice, no reply, and writes as before",
	async ({ name, ...kind }) => {
		const line = await desk.line(`p9-${name}`, kind);
		const customer = await line.customer("real");
		await customer.says("之前");
		const attacks = await wechat.control(`POST /attacks/${line.channel.appId}`, {});
		const wrong = attacks.items.filter(({ ok, status }: Json) => !ok || status >= 500);
		expect(wrong).toEqual([]);
		expect(attacks.items.length).toBeGreaterThan(20);
		expect(await customer.says("之后")).toMatchObject({ verdict: "ACK" });
		expect(await customer.notices()).toEqual([]);
		expect(await customer.heard()).toEqual([]);
		expect((await customer.thread()).map(({ content }) => content.text)).toEqual(["之前", "之后"]);
	},
);
