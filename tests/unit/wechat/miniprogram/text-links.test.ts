import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkLinks, findLinks, textLink } from "@/lib/wechat/miniprogram/text-links";
import { cpuMs } from "@/tests/support/cpu-time";
import { codeOf } from "@/tests/unit/wechat/pushes";

const OWN = "wxba5fad812f8e6fb9";
const LINK = `<a href="https://shop.example/o?a=1&b=2" data-miniprogram-appid="${OWN}" data-miniprogram-path="pages/index/index?x=1">看看</a>`;

describe("finding links", () => {
	test("tells href, appid, path and label of each, in order", () => {
		expect(findLinks(`您好 ${LINK}，或<a href="https://b.example">这里</a>`)).toEqual([
			{
				at: 3,
				href: "https://shop.example/o?a=1&b=2",
				appId: OWN,
				path: "pages/index/index?x=1",
				label: "看看",
			},
			{ at: 3 + LINK.length + 2, href: "https://b.example", appId: null, path: null, label: "这里" },
		]);
	});

	test.each([
		["single quotes", "<a href='https://x.example'>l</a>"],
		["no quotes", "<a href=https://x.example>l</a>"],
		["capitals", '<A HREF="https://x.example">l</A>'],
		["blanks and line ends", '<a\n  href = "https://x.example"\t>l</a >'],
		["other attributes", '<a target=_blank href="https://x.example" disabled>l</a>'],
		[
			"an attribute given twice, of which the first counts",
			'<a href="https://x.example" href="javascript:1">l</a>',
		],
	])("reads %s", (_, text) => {
		expect(findLinks(text)).toMatchObject([{ at: 0, href: "https://x.example", label: "l" }]);
	});

	test.each([
		"",
		"1 < 2",
		"<abbr>x</abbr>",
		"a<b>c</b>",
		"< a href=x>",
		"&lt;a&gt;",
		"<b>加粗</b>",
		"<3 </3",
	])("the text %j has none, and nothing is wrong with it", (text) => {
		expect(findLinks(text)).toEqual([]);
		expect(checkLinks(text, OWN)).toEqual([]);
	});
});

describe("checking links", () => {
	const kindsOf = (text: string) => checkLinks(text, OWN).map(({ kind }) => kind);

	test("finds nothing wrong with links to the own Mini Program and to addresses", () => {
		expect(checkLinks(`a ${LINK} b <a href="http://x.example/%20?q=%E4%BD%A0#f">c</a>`, OWN)).toEqual([]);
	});

	test.each(["wx0000000000000000", "", ` ${OWN}`])("the appid %j is foreign", (appId) => {
		expect(checkLinks(`ab${LINK.replace(OWN, appId)}`, OWN)).toEqual([{ kind: "foreign_appid", at: 2 }]);
	});

	test.each([
		"javascript:alert(1)",
		"JaVaScRiPt:alert(1)",
		"java\nscript:alert(1)",
		"data:text/html,x",
		"weixin://bizmsgmenu?msgmenucontent=1",
		"ftp://x.example",
		"//x.example",
		"/order",
		"x.example",
		"https:",
		"https://",
		"https:///x.example",
		"https:\\\\x.example",
		"https://x.example\\@evil.example",
		"https://wechat.com@evil.example/",
		"https://x.example/a b",
		"https://x.exa\tmple",
		" https://x.example",
		"https://x.example/\u0001",
		"",
	])("the address %j is unsafe", (href) => {
		expect(checkLinks(`<a href="${href}">x</a>`, OWN)).toEqual([{ kind: "unsafe_href", at: 0 }]);
	});

	test.each([
		["no end", '<a href="https://x.example">x', [0]],
		["only an end", "x</a>", [1]],
		["a cut opening tag", 'x <a href="https://x.example', [2]],
		["a tag that is nothing but its name", "if x <a then", [5]],
		["its name at the end of the text", "x<a", [1]],
		["an end that is cut", '<a href="https://x.example">x</a', [0, 29]],
		["a link in a link", '<a href="https://x.example">x<a href="https://y.example">y</a></a>', [0, 62]],
		["two ends", '<a href="https://x.example">x</a></a>', [33]],
		["an open quote", '<a href="https://x.example>x</a>', [0, 28]],
		["a mark in an attribute", '<a href="https://x.example/<b>">x</a>', [0, 33]],
		["a tag that closes itself", '<a href="https://x.example"/>', [0]],
		["no label", '<a href="https://x.example"> </a>', [0]],
		["nowhere to go", "<a>x</a>", [0]],
		["a path without an appid and without an address", '<a data-miniprogram-path="pages/a">x</a>', [0]],
	])("markup with %s is broken", (_, text, at) => {
		expect(checkLinks(text, OWN)).toEqual(at.map((each) => ({ kind: "broken_markup", at: each })));
	});

	test("tells every fault, in the order of the text", () => {
		const foreign = LINK.replace(OWN, "wx1").replace("https:", "javascript:");
		expect(kindsOf(`</a>${foreign}<a>`)).toEqual([
			"broken_markup",
			"foreign_appid",
			"unsafe_href",
			"broken_markup",
		]);
	});
});

describe("building a link", () => {
	test("writes it as WeChat's page does", () => {
		const path = "/pages/index/index?x=1";
		expect(textLink({ label: "看看", href: "https://shop.example/o?a=1&b=2", appId: OWN, path })).toBe(LINK);
		expect(textLink({ label: "b", href: "https://b.example" })).toBe('<a href="https://b.example/">b</a>');
	});

	test("leaves no way out of an attribute or the label", () => {
		const link = textLink({
			label: "x</a><a href='https://evil.example'>y\u0000",
			href: "https://x.example/?q=\"'><script>",
			appId: OWN,
			path: 'pages/a?b="><a href="https://evil.example">\n',
		});
		expect(findLinks(link)).toEqual([
			{
				at: 0,
				href: "https://x.example/?q=%22%27%3E%3Cscript%3E",
				appId: OWN,
				path: "pages/a?b=%22%3E%3Ca%20href=%22https://evil.example%22%3E",
				label: "x＜/a＞＜a href='https://evil.example'＞y",
			},
		]);
	});

	test.each([
		["a blank label", { label: " \n", href: "https://x.example" }],
		["an unsafe address", { label: "x", href: "javascript:alert(1)" }],
		["an appid that is none", { label: "x", href: "https://x.example", appId: 'wx"><' }],
		["an empty appid", { label: "x", href: "https://x.example", appId: "" }],
	])("refuses %s", (_, link) => {
		expect(codeOf(() => textLink(link))).toBe("bad_request");
	});
});

describe("of any text", () => {
	const anything = fc.string({ unit: "binary", maxLength: 80 });
	const pieces = fc.constantFrom(
		"<a",
		"</a>",
		"<a ",
		">",
		'"',
		"'",
		"=",
		"href=",
		"https://x.example",
		" ",
		"x",
		"<",
		"/",
	);
	const markup = fc.array(pieces, { maxLength: 30 }).map((all) => all.join(""));

	test("whatever is built is one whole link without faults, wherever it stands", () => {
		const around = anything.map((text) => text.replaceAll("<", "《"));
		const address = fc.oneof(
			fc.webUrl({ withQueryParameters: true, withFragments: true }),
			fc.constant("http://x"),
		);
		fc.assert(
			fc.property(anything, address, anything, around, around, (name, href, path, before, after) => {
				const label = `客${name}`;
				const link = textLink({ label, href, appId: OWN, path });
				const text = before + link + after;
				expect(checkLinks(text, OWN)).toEqual([]);
				expect(findLinks(text)).toMatchObject([
					{ at: before.length, href: new URL(href).href.replaceAll("`", "%60"), appId: OWN },
				]);
				expect(JSON.stringify(link)).not.toContain("\\u");
			}),
			{ numRuns: 500 },
		);
	});

	test("reading and checking never throw, and every place they name is the beginning of a tag", () => {
		fc.assert(
			fc.property(fc.oneof(anything, markup), (text) => {
				for (const { at } of [...findLinks(text), ...checkLinks(text, OWN)]) {
					expect(text.slice(at, at + 3).toLowerCase()).toMatch(/^<\/?a?/);
				}
			}),
			{ numRuns: 2000 },
		);
	});

	test("a text is without faults and links, or every tag in it is part of one or the other", () => {
		fc.assert(
			fc.property(markup, (text) => {
				const tags = [...text.matchAll(/<\/?a(?![^\s/>])/gi)].length;
				const broken = checkLinks(text, "x").filter(({ kind }) => kind === "broken_markup").length;
				if (tags > 0) expect(findLinks(text).length + broken).toBeGreaterThan(0);
				else expect([findLinks(text), checkLinks(text, "x")]).toEqual([[], []]);
			}),
			{ numRuns: 2000 },
		);
	});

	test.each(["<a ", "<a x", "</a", "<a href='", "<a a=b ", " ", "<a =", `<a ${"x ".repeat(20)}`])(
		"100,000 times %j cost a step each",
		(piece) => {
			expect(cpuMs(() => checkLinks(`<a ${piece.repeat(100_000)}`, OWN))).toBeLessThan(5000);
		},
	);
});
