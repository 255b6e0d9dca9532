/** P1 to P3: what arrives is stored as it was written, whatever WeChat's way of writing it, through the console's own push route. */
import { expect, test } from "vitest";
import { getPrisma, rows } from "@/lib/db";
import { COMBINATIONS, type LineCustomer, openConformanceDesk } from "@/tests/support/conformance-desk";

const desk = await openConformanceDesk();
const FIRST_MSG_ID = 23_637_352_235_060_881n;

/** The ids WeChat gave this customer's messages, as they are kept. */
async function msgIds(channelId: string, { openid }: LineCustomer): Promise<string[]> {
	const found = await rows<{ dedupe_key: string }>({
		text: "SELECT dedupe_key FROM push_receipts WHERE channel_id = $1 AND dedupe_key LIKE 'm:' || $2 || ':%' ORDER BY 1",
		values: [channelId, openid],
	});
	return found.map(({ dedupe_key }) => dedupe_key.split(":").at(-1) ?? "");
}

/** What of a push is not documented, or differs from page to page; first what the simulator does by itself. */
const WIRE: Record<string, unknown>[] = [
	{},
	{ plainOpenid: false },
	{ contentType: "none" },
	{ contentType: "text/plain" },
	{ userAgent: "", pragma: "" },
	{ prettyXml: true },
];

test.each(COMBINATIONS)(
	"P1 ($name; plainOpenid, contentType, userAgent, pragma, prettyXml each way): same content, same MsgId text",
	async ({ name, ...kind }) => {
		const line = await desk.line(`p1-${name}`, kind);
		for (const [at, flags] of WIRE.entries()) {
			await line.flags(flags);
			const customer = await line.customer(`p1-${at}`);
			desk.wechat.simulator.world.counters.msgId = FIRST_MSG_ID - 1n;
			expect(await customer.says("你好 <b>&amp;😀")).toMatchObject({ verdict: "ACK" });
			expect(await customer.written()).toEqual(["你好 <b>&amp;😀"]);
			expect(await msgIds(line.channel.id, customer)).toEqual(["23637352235060881"]);
			await line.flags(Object.fromEntries(Object.keys(flags).map((flag) => [flag, null])));
		}
	},
);

test.each(["parallel", "serial"])(
	"P2 (perUserOrder %s): ids n and n+1, which one number cannot tell apart, are two rows",
	async (perUserOrder) => {
		const line = await desk.line(`p2-${perUserOrder}`, {}, { perUserOrder });
		const customer = await line.customer("p2");
		desk.wechat.simulator.world.counters.msgId = FIRST_MSG_ID + 1n;
		await Promise.all([customer.says("一"), customer.says("二")]);
		const ids = await msgIds(line.channel.id, customer);
		expect(ids).toEqual(["23637352235060883", "23637352235060884"]);
		expect(new Set(ids.map(Number)).size).toBe(1);
		expect(new Set(await customer.written())).toEqual(new Set(["一", "二"]));
		// One that waits for the answer to the other comes after it.
		if (perUserOrder === "serial") expect(await customer.written()).toEqual(["一", "二"]);
	},
);

const CONTENTS = ["007", "true", "1e5", " a ", "]]>", "&amp;", "😀", "好".repeat(682), "a\r\nb\tc", "null"];

test.each(COMBINATIONS)(
	"P3 ($name): 007, true, 1e5, blanks, ]]>, &amp;, an emoji and 2 KB of Han are stored verbatim",
	async ({ name, ...kind }) => {
		const line = await desk.line(`p3-${name}`, kind);
		const customer = await line.customer("p3");
		for (const content of CONTENTS) expect(await customer.says(content)).toMatchObject({ verdict: "ACK" });
		// Line ends of XML are one line feed, as its standard has it.
		const wire =
			kind.format === "xml" ? (text: string) => text.replaceAll("\r\n", "\n") : (text: string) => text;
		expect((await customer.written()).map(wire)).toEqual(CONTENTS.map(wire));
	},
);

test.each([{}, { cloudSourceHeader: "x-wx-sources" }, { cloudSource: "wechat" }])(
	"P1 (cloud hosting, %j): whichever header names the source, the text is stored",
	async (flags) => {
		for (const format of ["xml", "json"] as const) {
			const name = `p1-cloud-${format}-${Object.keys(flags).join("")}`.toLowerCase();
			const line = await desk.line(name, { format }, flags);
			await getPrisma().channel.update({ where: { id: line.channel.id }, data: { hosting: "cloudrun" } });
			const { appId: appid, appSecret: secret, originalId } = line.channel;
			const push = { url: desk.http.urlOf(line.channel.id), hosting: "cloudrun", format };
			await desk.wechat.control("POST /accounts", { appid, secret, originalId, push, flags });
			const customer = await line.customer("p1-cloud");
			expect(await customer.says("你好")).toMatchObject({ verdict: "ACK" });
			expect(await customer.written()).toEqual(["你好"]);
		}
	},
);
