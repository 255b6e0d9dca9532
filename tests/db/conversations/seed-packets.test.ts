import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rows } from "@/lib/db";
import { type Channel, count, makeChannel } from "@/tests/support/desk";
import { openAnswer, push } from "@/tests/support/packets";

/** Byte for byte as the three documents print them. */
const packet = (name: string): string => readFileSync(`tests/fixtures/seeds/${name}`, "utf8");

const MODES = ["plain", "compat", "safe"] as const;
const TABLES = [
	"push_receipts",
	"raw_pushes",
	"customers",
	"conversations",
	"messages",
	"reply_grants",
	"media",
];

/** In plain XML the documents say `ToUser`, in JSON `toUser`; a channel's original id is taken as it is. */
const originalIdOf = { xml: "ToUser", json: "toUser" };

const xmlCard = {
	type: "miniprogrampage",
	title: "Title",
	appId: "AppId",
	pagePath: "PagePath",
};

const CASES = MODES.flatMap((encryption) => [
	{ encryption, file: "text.xml", content: { type: "text", text: "this is a test" } },
	{ encryption, file: "text.json", content: { type: "text", text: "this is a test" } },
	{
		encryption,
		file: "image.xml",
		content: { type: "image" },
		media: { wechat_media_id: "Media_id", source_url: "this is a url" },
	},
	{
		encryption,
		file: "image.json",
		content: { type: "image" },
		media: { wechat_media_id: "media_id", source_url: "this is a url" },
	},
	{
		encryption,
		file: "miniprogrampage.xml",
		content: xmlCard,
		media: { wechat_media_id: "ThumbMediaId", source_url: "ThumbUrl" },
	},
	{ encryption, file: "enter.xml", content: { event: "customer_entered", sessionFrom: "sessionFrom" } },
	{ encryption, file: "enter.json", content: { event: "customer_entered", sessionFrom: "sessionFrom" } },
]);

test.each(CASES)(
	"$file through a channel in $encryption mode: stored in the right shape, answered success",
	async ({ encryption, file, content, ...expected }) => {
		const channel = await channelFor(file, { encryption });
		expect(await push(channel, packet(file))).toMatchObject({ status: 200, body: "success" });
		const [message] = await rows({
			text: `SELECT x.wechat_media_id, x.source_url, m.content, m.occurred_at, m.status, m.author_kind, u.external_id, r.dedupe_key
			FROM messages m JOIN conversations c ON c.id = m.conversation_id JOIN customers u ON u.id = c.customer_id
			JOIN push_receipts r ON r.conversation_id = c.id AND r.seq = m.seq
			LEFT JOIN media x ON x.id = m.media_id WHERE c.channel_id = $1`,
			values: [channel.id],
		});
		expect(message).toMatchObject({
			content,
			...("media" in expected ? expected.media : { wechat_media_id: null, source_url: null }),
			occurred_at: new Date(1_482_048_670_000),
			status: "received",
			author_kind: "customer",
			external_id: "fromUser",
		});
		if (!file.startsWith("enter")) expect(message?.dedupe_key).toBe("m:fromUser:1234567890123456");
	},
);

test.each(MODES)(
	"the JSON card without its comma is refused with 400 in %s mode and stored nowhere",
	async (encryption) => {
		const channel = await channelFor("miniprogrampage.json", { encryption });
		const before = await Promise.all(TABLES.map((table) => count(table)));
		expect(await push(channel, packet("miniprogrampage.json"))).toMatchObject({ status: 400, body: "" });
		expect(await Promise.all(TABLES.map((table) => count(table)))).toEqual(before);
		const mended = packet("miniprogrampage.json").replace(`"miniprogrampage"`, `"miniprogrampage",`);
		expect(await push(channel, mended)).toMatchObject({ status: 200, body: "success" });
	},
);

test.each(MODES)(
	"in transfer mode the seed text is transferred in %s mode, names swapped; the entering is not",
	async (encryption) => {
		for (const format of ["xml", "json"] as const) {
			const channel = await channelFor(`text.${format}`, { encryption, openingMode: "transfer" });
			const answer = openAnswer(channel, await push(channel, packet(`text.${format}`))) ?? "";
			expect(answer.trimStart()[0]).toBe(format === "xml" ? "<" : "{");
			const value = (name: string) =>
				new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([^\\]<]*)|"${name}":"?([^",}]*)`)
					.exec(answer)
					?.slice(1)
					.join("");
			expect(value("ToUserName")).toBe("fromUser");
			expect(value("FromUserName")).toBe(originalIdOf[format]);
			expect(value("MsgType")).toBe("transfer_customer_service");
			expect(value("CreateTime")).toMatch(/^\d{10}$/);
			expect(await push(channel, packet(`enter.${format}`))).toMatchObject({ status: 200, body: "success" });
		}
	},
);

let channels = 0;
function channelFor(file: string, change: Partial<Channel>): Promise<Channel> {
	const format = file.endsWith(".xml") ? "xml" : "json";
	return makeChannel(`seed${++channels}`, { format, originalId: originalIdOf[format], ...change });
}
