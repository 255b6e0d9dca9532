import fc from "fast-check";
import { expect, test } from "vitest";
import { type Piece, prettyBody } from "@/components/simulator/pretty-body";

const textOf = (pieces: Piece[]): string => pieces.map(({ text }) => text).join("");
const pretty = (body: string): string => textOf(prettyBody(body));

test("JSON is laid out with two spaces a level", () => {
	expect(
		pretty('{"touser":"oK7dJ5Qx2vN8mTzR4yLw","msgtype":"text","text":{"content":"在吗"},"list":[1,2]}'),
	).toBe(
		`{
  "touser": "oK7dJ5Qx2vN8mTzR4yLw",
  "msgtype": "text",
  "text": {
    "content": "在吗"
  },
  "list": [
    1,
    2
  ]
}`,
	);
});

test("a short answer stays on one line", () => {
	expect(pretty('{"errcode":0,"errmsg":"ok"}')).toBe('{ "errcode": 0, "errmsg": "ok" }');
});

test("a MsgId keeps all its digits", () => {
	expect(pretty('{"MsgId":23637352235060881}')).toContain("23637352235060881");
});

test("names, texts and numbers are told apart, also a text that looks like a name", () => {
	expect(prettyBody('{"a":"b:","n":-1.5}').filter(({ kind }) => kind !== "plain")).toEqual([
		{ text: '"a"', kind: "name" },
		{ text: '"b:"', kind: "text" },
		{ text: '"n"', kind: "name" },
		{ text: "-1.5", kind: "number" },
	]);
});

test("XML is laid out with a value on the line of its element", () => {
	const body =
		"<xml><ToUserName><![CDATA[gh_1]]></ToUserName><CreateTime>1</CreateTime><List><A></A><B/></List></xml>";
	expect(pretty(body)).toBe(
		`<xml>
  <ToUserName><![CDATA[gh_1]]></ToUserName>
  <CreateTime>1</CreateTime>
  <List>
    <A></A>
    <B/>
  </List>
</xml>`,
	);
});

test("markup inside CDATA stays a text", () => {
	const pieces = prettyBody("<xml><Content><![CDATA[<b>]]></Content></xml>");
	expect(pieces.find(({ text }) => text === "<![CDATA[<b>]]>")?.kind).toBe("text");
});

test("what is neither stays as it is", () => {
	expect(prettyBody("success")).toEqual([{ text: "success", kind: "plain" }]);
});

test("laid out, any JSON still says the same", () => {
	fc.assert(
		fc.property(fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue())), (value) => {
			expect(JSON.parse(pretty(JSON.stringify(value)))).toEqual(JSON.parse(JSON.stringify(value)));
		}),
	);
});
