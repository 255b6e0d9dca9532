import fc from "fast-check";
import { XMLParser } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { buildXml, parseXml } from "@/lib/wechat/xml";
import { cpuMs } from "@/tests/support/cpu-time";
import { codeOf } from "@/tests/unit/wechat/pushes";

const content = (inner: string) => parseXml(`<xml><Content>${inner}</Content></xml>`).Content;

describe("text is never anything but text", () => {
	test.each([
		"007",
		"true",
		"1e5",
		"0x1F",
		"23637352235060881",
		"null",
		"",
		"0",
		"-0",
		"Infinity",
		"NaN",
		".5",
	])("%j", (text) => {
		expect(content(`<![CDATA[${text}]]>`)).toBe(text);
		expect(content(text)).toBe(text);
	});
});

describe("CDATA is kept verbatim", () => {
	test.each([
		["blanks at both ends", " a \t"],
		["only blanks", "  \n "],
		["line ends of Windows", "a\r\nb\rc\nd"],
		["references", "&amp;&lt;&#65;&nbsp;&x;"],
		["markup", '<b a="1">x</b><!-- c --><?pi?></Content>'],
		["a document type", '<!DOCTYPE html><!ENTITY a "b">'],
		["brackets", "]] > ]]&gt; ]"],
		["emoji with joiners", "👨‍👩‍👧‍👦🇨🇳𠮷"],
		["control characters and NUL", "\u0000\u0001\u0008"],
	])("%s", (_, text) => {
		expect(content(`<![CDATA[${text}]]>`)).toBe(text);
	});

	test("several sections are one text, blanks and text around them as in XML", () => {
		expect(content("<![CDATA[a]]]]><![CDATA[>b]]>")).toBe("a]]>b");
		expect(content("\n  <![CDATA[ a ]]>\n  <![CDATA[b]]>\n")).toBe(" a b");
		expect(content("1 &lt; <![CDATA[2]]> &amp; 3")).toBe("1 < 2 & 3");
	});
});

describe("outside CDATA", () => {
	test("the five references and the numeric ones are resolved once, others stay", () => {
		expect(content("&amp;lt; &lt;&gt;&quot;&apos; &#20320;&#x597D;&#x1F600; &nbsp;&x; & &#;")).toBe(
			"&lt; <>\"' 你好😀 &nbsp;&x; & &#;",
		);
	});

	test("a reference to what is no character becomes U+FFFD", () => {
		expect(content("&#0;&#xD800;&#xFFFFFF;&#9999999;")).toBe("\uFFFD\uFFFD\uFFFD\uFFFD");
	});

	test("blanks and line ends stay", () => {
		expect(content(" a\r\n ")).toBe(" a\r\n ");
	});
});

describe("shape", () => {
	test("blanks in tag names, between elements and around the root, a declaration and a byte-order mark are read over", () => {
		const fields = { ToUser: "a", MsgType: "text" };
		expect(
			parseXml("<xml>\r\n<ToUser ><![CDATA[a]]></ToUser >\n<MsgType\t>text</MsgType\n></xml>\n"),
		).toEqual(fields);
		expect(
			parseXml(
				'\uFEFF<?xml version="1.0" encoding="UTF-8"?>\n<xml><ToUser>a</ToUser><MsgType>text</MsgType></xml >',
			),
		).toEqual(fields);
	});

	test("an empty packet has no fields", () => {
		expect(parseXml("<xml></xml>")).toEqual({});
		expect(parseXml("<xml/>")).toEqual({});
	});

	test("an element that repeats becomes an array", () => {
		expect(parseXml("<xml><A>1</A><B>2</B><A>3</A><A>4</A></xml>")).toEqual({ A: ["1", "3", "4"], B: "2" });
	});

	test("nested elements, empty elements, comments and attributes are read too", () => {
		const xml = `<xml version="1"><!-- <ToUserName>no</ToUserName> --><ToUserName><![CDATA[gh_x]]></ToUserName><Empty/>
			<SubscribeMsgPopupEvent><List><TemplateId><![CDATA[007]]></TemplateId><Text>a &lt; b</Text></List>
			<List><TemplateId>2</TemplateId></List></SubscribeMsgPopupEvent></xml>`;
		expect(parseXml(xml)).toEqual({
			ToUserName: "gh_x",
			Empty: "",
			SubscribeMsgPopupEvent: { List: [{ TemplateId: "007", Text: "a < b" }, { TemplateId: "2" }] },
		});
	});

	test("a child named __proto__ or constructor changes nothing but itself", () => {
		const fields = parseXml(
			"<xml><__proto__>x</__proto__><constructor>y</constructor><Content>z</Content></xml>",
		);
		expect(fields.constructor).toBe("y");
		expect(Object.keys(fields)).toEqual(["constructor", "Content"]);
		expect(({} as Record<string, unknown>).x).toBeUndefined();
	});
});

describe("what is not one well-formed xml element is refused", () => {
	test.each([
		["nothing", ""],
		["blanks", " \n"],
		["plain text", "hello"],
		["another root", "<html><a>1</a></html>"],
		["text for a root", "<xml>hello</xml>"],
		["two roots", "<xml><a>1</a></xml><xml><a>2</a></xml>"],
		["another root before it", "<a>1</a><xml><a>2</a></xml>"],
		["something behind the root", "<xml><a>1</a></xml>x"],
		["a wrong closing tag", "<xml><a>1</b></xml>"],
		["a root that is not closed", "<xml><a>1</a>"],
		["an element that is not closed", "<xml><a>1</xml>"],
		["crossed elements", "<xml><a><b>1</a></b></xml>"],
		["CDATA that is not closed", "<xml><a><![CDATA[1</a></xml>"],
		["a comment that is not closed", "<xml><!-- <a>1</a></xml>"],
		["a cut packet", "<xml><ToUserName><![CDATA[gh_x]]></ToUserName><Cont"],
		["nested deeper than any push", `<xml>${"<a>".repeat(500)}${"</a>".repeat(500)}</xml>`],
		["nested __proto__", "<xml><a><__proto__>1</__proto__></a></xml>"],
	])("%s", (_, xml) => {
		expect(codeOf(() => parseXml(xml))).toBe("push_malformed");
	});

	const bomb = `<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>`;
	test.each([
		["before the root", `${bomb}<xml><a>&b;</a></xml>`],
		["after a declaration", `<?xml version="1.0"?>${bomb}<xml><a>&b;</a></xml>`],
		["in lower case", `${bomb.toLowerCase()}<xml><a>&b;</a></xml>`],
		["inside the root", `<xml>${bomb}<a>&b;</a></xml>`],
		["naming a file", `<!DOCTYPE x SYSTEM "file:///etc/passwd"><xml><a>1</a></xml>`],
		["between comments that hold CDATA marks", `<!-- <![CDATA[ -->${bomb}<!-- ]]> --><xml><a>&b;</a></xml>`],
		["behind CDATA that holds a comment mark", `<xml><a><![CDATA[<!--]]></a>${bomb}<b>--></b></xml>`],
	])("a document type %s", (_, xml) => {
		expect(codeOf(() => parseXml(xml))).toBe("push_malformed");
	});

	test("hostile packets of 256 KiB cost a step a character", () => {
		const pieces = [
			"<",
			"<a>",
			"<!--",
			"<![CDATA[",
			"&",
			"&amp;",
			"a='1' ",
			"<?",
			"<a/>",
			"</a>",
			" ",
			"]",
			"<a b='",
		];
		for (const piece of pieces) {
			for (const start of ["", "<xml>", "<xml ", "<xml b='1'>", "<xml><a>", "<xml><a><![CDATA["]) {
				const xml = start + piece.repeat((256 * 1024) / piece.length);
				expect(
					cpuMs(() => parseXml(xml)),
					`${start}${piece}…`,
				).toBeLessThan(5000);
			}
		}
	});
});

describe("building", () => {
	test("writes text as CDATA, numbers bare, in the order given", () => {
		expect(buildXml({ ToUserName: "o9", CreateTime: 1714112445, MsgType: "x]]>y" })).toBe(
			"<xml><ToUserName><![CDATA[o9]]></ToUserName><CreateTime>1714112445</CreateTime>" +
				"<MsgType><![CDATA[x]]]]><![CDATA[>y]]></MsgType></xml>",
		);
	});

	const fragment = fc.constantFrom(
		"]]>",
		"]]",
		">",
		"<![CDATA[",
		"</Content>",
		"&amp;",
		"\r\n",
		" ",
		"<!--",
		"你好😀",
	);
	const nasty = fc
		.array(fc.oneof(fragment, fc.string({ unit: "binary" })), { maxLength: 20 })
		.map((all) => all.join(""));

	test("any text comes back exactly", () => {
		fc.assert(
			fc.property(nasty, nasty, (title, text) => {
				expect(parseXml(buildXml({ Title: title, CreateTime: 7, Content: text }))).toEqual({
					Title: title,
					CreateTime: "7",
					Content: text,
				});
			}),
			{ numRuns: 500 },
		);
	});

	test("any text is read alike by fast-xml-parser, but for the line ends it changes", () => {
		const library = new XMLParser({ parseTagValue: false, processEntities: false });
		const printable = fc.array(fc.oneof(fragment, fc.string({ unit: "grapheme" })), {
			minLength: 1,
			maxLength: 20,
		});
		fc.assert(
			fc.property(printable, (parts) => {
				const xml = buildXml({ Content: parts.join("") });
				const ours = parseXml(xml).Content;
				expect(String(ours).replaceAll("\r\n", "\n")).toBe(library.parse(xml).xml.Content);
			}),
			{ numRuns: 300 },
		);
	});
});
