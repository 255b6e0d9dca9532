import { storeMedia } from "../media";
import { samplePicture } from "../picture-samples";
import type { Fields } from "../push/build";
import { answered, type ConformCase, expectedAnswer } from "./case";
import type { ConformContext } from "./context";

const CONTENTS: [name: string, content: string][] = [
	["007", "007"],
	["true", "true"],
	["1e5", "1e5"],
	["blanks around a", " a "],
	["]]>", "]]>"],
	["&amp;", "&amp;"],
	["an emoji", "😀"],
	["2 KB of Han characters", "好".repeat(682)],
	["several lines", "one\ntwo\r\nthree"],
	["characters nobody sees", "a\u200b\u202e\u2066b"],
];

const content = (id: string, given: string, text: string): ConformCase => ({
	id,
	given: `a text: ${given}`,
	expected: expectedAnswer,
	run: async (context) => answered(context, await context.text(context.newCustomer(), text)),
});

const message = (
	id: string,
	given: string,
	type: string,
	fields: (context: ConformContext) => Fields,
): ConformCase => ({
	id,
	given,
	expected: expectedAnswer,
	run: async (context) =>
		answered(
			context,
			await context.message(context.newCustomer(), { type, fields: fields(context), shown: {} }),
		),
});

/** Types that a user of a Mini Program cannot send, and one that does not exist: nothing to transfer, nothing to fear. */
const strange = (type: string, fields: Fields): ConformCase => ({
	id: `P8.${type}`,
	given: `a message of type ${type}`,
	expected: "success, nothing or transfer",
	run: async (context) => {
		const delivery = await context.message(context.newCustomer(), { type, fields, shown: {} });
		return { ...answered(context, delivery), ok: ["ACK", "TRANSFER"].includes(String(delivery.verdict)) };
	},
});

function picture({ world, account }: ConformContext): { MediaId: string; PicUrl: string } {
	const { id } = storeMedia(world, account, samplePicture(), "image/png");
	return { MediaId: id, PicUrl: `${world.baseUrl}/cdn/pic/${id}/0` };
}

/** P1–P3, and the messages of P8. */
export const messageCases: ConformCase[] = [
	content("P1", "hello", "hello"),
	message("P1.image", "a picture", "image", picture),
	message("P1.card", "a Mini Program card", "miniprogrampage", (context) => {
		const { MediaId: ThumbMediaId, PicUrl: ThumbUrl } = picture(context);
		const card = { Title: "Cup", AppId: context.account.appid, PagePath: "pages/cup?id=1" };
		return { ...card, ThumbUrl, ThumbMediaId };
	}),
	{
		id: "P2",
		given: "two texts of one user whose ids differ by one",
		expected: `both: ${expectedAnswer}`,
		run: async (context) => {
			const chat = context.newCustomer();
			const [first, second] = await Promise.all([context.text(chat, "one"), context.text(chat, "two")]);
			const seen = [answered(context, first), answered(context, second)];
			return { ok: seen.every(({ ok }) => ok), seen: seen.map((one) => one.seen).join(" · ") };
		},
	},
	...CONTENTS.map(([given, text], at) => content(`P3.${at + 1}`, given, text)),
	strange("voice", { MediaId: "m", Format: "amr" }),
	strange("video", { MediaId: "m", ThumbMediaId: "t" }),
	strange("location", { Location_X: 23.13, Location_Y: 113.35, Scale: 20, Label: "here" }),
	strange("link", { Title: "t", Description: "d", Url: "https://example.com/" }),
	strange("hologram", { Depth: 3 }),
];
