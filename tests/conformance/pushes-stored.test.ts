/** P1 to P3 and P11: what arrives is stored as it was written, whatever WeChat's way of writing it. */

// The line above comes first: it readies Next.
import { expect, test } from "vitest";
import { rows } from "@/lib/db";
import { COMBINATIONS, type LineCustomer, openConformanceDesk } from "@/tests/support/conformance-desk";
import type { Json } from "@/tests/support/simulator";

const desk = await openConformanceDesk();
const FIRST_MSG_ID = 23_637_352_235_060_881n;

/** What the customer has written, as the agent's browser gets it. */
const written = async (customer: LineCustomer): Promise<string[]> =>
	(await customer.thread()).filter(({ direction }) => direction === "in").map(({ content }) => content.text);

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
			expect(await written(customer)).toEqual(["你好 <b>&amp;😀"]);
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
		expect(new Set(await written(customer))).toEqual(new Set(["一", "二"]));
		// One that waits for the answer to the other comes after it.
		if (perUserOrder === "serial") expect(await written(customer)).toEqual(["一", "二"]);
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
		expect((await written(customer)).map(wire)).toEqual(CONTENTS.map(wire));
	},
);

test.each(COMBINATIONS.flatMap((kind) => [false, true].map((cuts) => ({ ...kind, cuts }))))(
	"P11 ($name; cutsMidCharacter $cuts): a SessionFrom cut in its JSON is kept raw and shown",
	async ({ name, cuts, ...kind }) => {
		const line = await desk.line(`p11-${name}-${cuts}`, kind, { cutsMidCharacter: cuts });
		const customer = await line.customer("p11");
		expect(await customer.enters(`{"nick":"${"好".repeat(400)}"}`)).toMatchObject({ verdict: "ACK" });
		const path = `GET /api/conversations/${await customer.conversationId()}`;
		const { sessionFrom } = (await desk.http.as(desk.agent, path)).body;
		const { items } = await customer.phone();
		expect(sessionFrom).toBe(items.find(({ type }: Json) => type === "enter").sessionFrom);
		expect(sessionFrom).toMatch(cuts ? /^\{"nick":"好+\ufffd$/ : /^\{"nick":"好+$/);
		expect(await customer.says("在吗")).toMatchObject({ verdict: "ACK" });
	},
);
