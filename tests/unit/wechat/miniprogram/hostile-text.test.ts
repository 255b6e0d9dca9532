/** What customers and agents write to deceive or to break: kept letter for letter, on the way in and on the way out. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openHostedPush, openPush } from "@/lib/wechat/miniprogram/push";
import { type SendableContent, toSendBody } from "@/lib/wechat/miniprogram/send";
import { buildXml } from "@/lib/wechat/xml";
import { NOW, PLAIN, plainPush, SAFE, sealedPush } from "@/tests/unit/wechat/pushes";

const HOSTILE: [string, string][] = [
	["a script", '<script>alert("x")</script><img src=x onerror=alert(1)>'],
	["entities", "&lt;b&gt; &amp;amp; &#60; &nbsp; &#x202e;"],
	["CDATA marks and XML", "]]> <![CDATA[ x ]]&gt; <!-- --> <?xml?> </xml><xml>"],
	["JSON and escapes", '{"errcode":0} \\u003cb\\u003e \\" \\\\ \\n'],
	["bidi controls", "\u202Egpj.exe\u202C \u2066x\u2069 \u200F\u200E\u061C"],
	["zero-width characters", "a\u200Bb\u200Cc\u200Dd\uFEFFe\u2060f\u00ADg"],
	["a byte-order mark and a blank at the beginning", "\uFEFF \u3000x"],
	["line and paragraph separators", "a\u2028b\u2029c\u0085d\u000Be\u000Cf"],
	["joined emoji and flags", "👨‍👩‍👧‍👦🏳️‍🌈🇨🇳1️⃣"],
	["towers of combining marks", `Z${"\u0301\u0489".repeat(60)}`],
	["unassigned and private characters", "\uE000\u{F0000}\uFFFE\uFFFF\u{10FFFF}"],
	["templates and injections", "{{7*7}} #{7*7} %s %n '; DROP TABLE messages; -- ../../etc/passwd"],
	["names of JavaScript", "__proto__ constructor toString"],
	["tags characters", "\u{E0041}\u{E0042}\u{E007F}"],
];

const BASE = { ToUserName: SAFE.originalId, FromUserName: "o9", CreateTime: 1714112445 };
const PUSHES: [string, (text: string) => Record<string, string | number>, (text: string) => object][] = [
	["a text", (text) => ({ MsgType: "text", Content: text }), (text) => ({ kind: "text", content: text })],
	[
		"a card",
		(text) => ({
			MsgType: "miniprogrampage",
			Title: text,
			AppId: text,
			PagePath: text,
			ThumbUrl: text,
			ThumbMediaId: text,
		}),
		(text) => ({ title: text, appId: text, pagePath: text, thumbUrl: text, thumbMediaId: text }),
	],
	[
		"a picture",
		(text) => ({ MsgType: "image", PicUrl: text, MediaId: text }),
		(text) => ({ picUrl: text, mediaId: text }),
	],
	[
		"entering",
		(text) => ({ MsgType: "event", Event: "user_enter_tempsession", SessionFrom: text }),
		(text) => ({ kind: "enter", sessionFrom: text }),
	],
	[
		"an event",
		(text) => ({ MsgType: "event", Event: "debug_demo", debug_str: text }),
		(text) => ({ kind: "event", fields: { debug_str: text } }),
	],
];

/** The same push by every way in. */
function openAll(fields: Record<string, string | number>): object[] {
	const packet = { ...BASE, ...fields };
	const [xml, json] = [buildXml(packet), JSON.stringify(packet)];
	return [
		openPush(plainPush(xml), PLAIN, NOW),
		openPush(plainPush(json), PLAIN, NOW),
		openPush(sealedPush(xml), SAFE, NOW),
		openPush(sealedPush(json, SAFE, "json"), SAFE, NOW),
		openHostedPush({ body: Buffer.from(xml), source: "wx" }, SAFE, NOW),
	];
}

describe.each(PUSHES)("in %s", (_, fieldsOf, readAs) => {
	test.each(HOSTILE)("%s stays as it is", (_name, text) => {
		for (const push of openAll(fieldsOf(text))) expect(push).toMatchObject(readAs(text));
	});
});

test("any text a database can hold comes in as it was written, by every way in", () => {
	const anything = fc
		.string({ unit: "binary", maxLength: 60 })
		.map((text) => text.toWellFormed().replaceAll("\0", ""));
	fc.assert(
		fc.property(anything, (text) => {
			for (const push of openAll({ MsgType: "text", Content: text }))
				expect(push).toMatchObject({ content: text });
		}),
		{ numRuns: 300 },
	);
});

test.each(HOSTILE)("going out, %s stays as it is but for control characters", (_, text) => {
	const kept = text.replaceAll("\u000B", "").replaceAll("\u000C", "");
	const bodyOf = (content: SendableContent) => JSON.parse(JSON.stringify(toSendBody("o9", content)));
	expect(bodyOf({ type: "text", text })).toMatchObject({ text: { content: kept } });
	expect(bodyOf({ type: "link", title: text, description: text, url: text, thumbUrl: text })).toMatchObject({
		link: { title: kept, description: kept, url: kept, thumb_url: kept },
	});
	expect(
		bodyOf({ type: "miniprogrampage", title: text, pagePath: `p${text}`, thumbMediaId: text }),
	).toMatchObject({ miniprogrampage: { title: kept, pagepath: `p${kept}`, thumb_media_id: kept } });
});
