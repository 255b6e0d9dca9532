import fc from "fast-check";
import { expect, test } from "vitest";
import { findColleagues, mentionRanges, mentionsIn } from "@/components/composer/note/mentions";
import { piecesOf } from "@/components/composer/pieces";
import { mentionToken, slashToken } from "@/components/composer/token";

/** The token where `|` stands. */
const at = (find: typeof slashToken, text: string) => find(text.replace("|", ""), text.indexOf("|"));

test.each([
	["/|", ""],
	["/fhsj|", "fhsj"],
	["好的 /补发|", "补发"],
	["一行\n/bf|后面", "bf"],
	["／bf|", "bf"],
	["好的　／bf|", "bf"],
	["、bf|", "bf"],
	["一行\n、|", ""],
])("%j looks for a quick reply", (text, query) => {
	expect(at(slashToken, text)?.query).toBe(query);
});

test.each(["https://|", "和/或|", "苹果、|", "好 、|", "/bf |", "//|", "/bf 后|", "1/2|"])(
	"%j is just text",
	(text) => {
		expect(at(slashToken, text)).toBeNull();
	},
);

test.each([
	["@|", ""],
	["请@周|", "周"],
	["看一下 ＠zzm|", "zzm"],
])("%j names a colleague", (text, query) => {
	expect(at(mentionToken, text)?.query).toBe(query);
});

test.each(["me@exam|", "@周 |", "a.b@|", "x@|"])("%j names nobody", (text) => {
	expect(at(mentionToken, text)).toBeNull();
});

test("a token is exactly what stands between its places, sign and all", () => {
	fc.assert(
		fc.property(
			fc.string(),
			fc.constantFrom("/", "／", "@", "＠"),
			fc.stringMatching(/^[a-z]{0,8}$/),
			(before, sign, query) => {
				const text = `${before}\n${sign}${query}`;
				const token = slashToken(text, text.length) ?? mentionToken(text, text.length);
				expect(text.slice(token?.from, token?.to)).toBe(sign + query);
			},
		),
	);
});

const people = [
	{ id: "1", name: "周子" },
	{ id: "2", name: "周子墨" },
	{ id: "3", name: "王琳" },
	{ id: "4", name: "Anna 周" },
];

test("a note names the colleague with the longest name that fits, each once", () => {
	expect(mentionsIn("@周子墨 和 ＠王琳，@周子墨快看", people).map(({ id }) => id)).toEqual(["2", "3"]);
	expect(mentionsIn("@周子 看看", people).map(({ id }) => id)).toEqual(["1"]);
	expect(mentionsIn("me@example.com 周子墨", people)).toEqual([]);
});

test("colleagues are found by part of their name and by pinyin, the beginning first", () => {
	const names = (query: string) =>
		findColleagues(people, query, (name, letters) => name === "王琳" && "wanglin".startsWith(letters)).map(
			({ name }) => name,
		);
	expect(names("周")).toEqual(["周子", "周子墨", "Anna 周"]);
	expect(names("wang")).toEqual(["王琳"]);
	expect(names("anna")).toEqual(["Anna 周"]);
	expect(names("")).toHaveLength(4);
});

test("a text is cut at the names in it, and nothing of it is lost", () => {
	const text = "@周子墨，请＠王琳 看 me@王，@@周子";
	const ranges = mentionRanges(text, people);
	expect(ranges.map(({ from, to }) => text.slice(from, to))).toEqual(["@周子墨", "＠王琳", "@周子"]);
	const marked = piecesOf(text, ranges).filter((piece) => piece.marked);
	expect(marked.map((piece) => piece.text)).toEqual(["@周子墨", "＠王琳", "@周子"]);
	const parts = fc.array(fc.constantFrom("@周子", "@周子墨", "@", "＠王琳", "Anna 周", "\n", "x"));
	fc.assert(
		fc.property(parts, (words) => {
			const whole = words.join("");
			const pieces = piecesOf(whole, mentionRanges(whole, people));
			expect(pieces.map((piece) => piece.text).join("")).toBe(whole);
			for (const piece of pieces) expect(whole.startsWith(piece.text, piece.from)).toBe(true);
		}),
	);
});
