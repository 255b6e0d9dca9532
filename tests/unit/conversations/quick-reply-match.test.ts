import { array, assert, constantFrom, nat, property, record, string, stringMatching } from "fast-check";
import { expect, test } from "vitest";
import { pinyinOf } from "@/lib/conversations/pinyin";
import { matchQuickReplies } from "@/lib/conversations/quick-reply-match";
import { fillText, variablesOfText } from "@/lib/conversations/quick-reply-text";

let ids = 0;
const item = (title: string, { group = "", shortcut = "", text = "", usedCount = 0 } = {}) => ({
	id: String(++ids),
	group,
	title,
	shortcut,
	text,
	usedCount,
	...pinyinOf(title),
	groupPinyin: pinyinOf(group).pinyin,
});
const DESK = [
	item("发货时间", { group: "订单物流", shortcut: "fh", text: "48 小时内发出", usedCount: 3 }),
	item("安抚", { group: "破损补发", shortcut: "bf1", text: "很抱歉给您添麻烦了" }),
	item("时效", { group: "破损补发", shortcut: "bf2", text: "顺丰从杭州仓发" }),
	item("重庆自提", { group: "门店" }),
	item("VIP 退货", { group: "售后", shortcut: "vip", usedCount: 9 }),
	item("女装尺码", { group: "商品" }),
];
const find = (query: string) => matchQuickReplies(DESK, query).map(({ title }) => title);

test.each([
	["fhsj", "发货时间"],
	["fahsj", "发货时间"],
	["fahuoshijian", "发货时间"],
	["FHSJ", "发货时间"],
	["ｆｈｓｊ", "发货时间"],
	["sj", "发货时间"],
	["发货", "发货时间"],
	["bf1", "安抚"],
	["anfu", "安抚"],
	["道歉", undefined],
	["抱歉", "安抚"],
	["cqzt", "重庆自提"],
	["viptui", "VIP 退货"],
	["nvzhuang", "女装尺码"],
	["破损 时效", "时效"],
	["psbf sx", "时效"],
])("%s finds %s first", (query, title) => {
	expect(find(query)[0]).toBe(title);
});

test("a shortcut is surer than a title, a title than pinyin, pinyin than the text; then use decides", () => {
	expect(find("fh")).toEqual(["发货时间"]);
	expect(find("破损补发")).toEqual(["安抚", "时效"]);
	expect(find("")[0]).toBe("VIP 退货");
	expect(find("").length).toBe(DESK.length);
	const twins = [item("退款", { usedCount: 1 }), item("退款", { usedCount: 2 })];
	expect(matchQuickReplies(twins, "tk").map(({ usedCount }) => usedCount)).toEqual([2, 1]);
});

const characters = constantFrom(..."发货时间破损补重庆女士退款订单号ＶIPabc12 ·，。{}");
const words = array(characters, { maxLength: 8 }).map((parts) => parts.join(""));
const items = array(
	record({
		title: words,
		group: words,
		shortcut: stringMatching(/^[a-z0-9]{0,4}$/),
		text: words,
		usedCount: nat(5),
	}),
	{ maxLength: 12 },
).map((all) => all.map(({ title, ...rest }) => item(title, rest)));

test("whatever is typed: nothing twice, nothing invented, the same answer for any order", () => {
	assert(
		property(items, string(), (all, query) => {
			const found = matchQuickReplies(all, query);
			expect(new Set(found).size).toBe(found.length);
			expect(found.every((one) => all.includes(one))).toBe(true);
			expect(matchQuickReplies([...all].reverse(), query)).toEqual(found);
		}),
	);
});

test("each is found by its shortcut, its title, its initials and every beginning of its pinyin", () => {
	assert(
		property(items, nat(), (all, cut) => {
			for (const one of all) {
				const letters = one.pinyin.replaceAll(" ", "");
				const queries = [
					one.shortcut,
					one.title,
					one.initials,
					letters,
					letters.slice(0, cut % (letters.length + 1)),
				];
				for (const query of queries) expect(matchQuickReplies(all, query)).toContain(one);
			}
		}),
	);
});

test("one more letter never finds more", () => {
	assert(
		property(items, stringMatching(/^[a-z发货破损]{1,6}$/), (all, query) => {
			const wide = matchQuickReplies(all, query.slice(0, -1));
			for (const one of matchQuickReplies(all, query)) expect(wide).toContain(one);
		}),
	);
});

test("variables are listed once, in order, and filled where they are known", () => {
	const text = "{{客户名}}您好，{{ 订单号 }} 由 {{客服名}} 处理，{{订单号}}。{{}} {{1}} {不是}";
	expect(variablesOfText(text)).toEqual(["客户名", "订单号", "客服名"]);
	expect(fillText(text, { 客户名: "陈默", 客服名: "$&" })).toBe(
		"陈默您好，{{ 订单号 }} 由 $& 处理，{{订单号}}。{{}} {{1}} {不是}",
	);
	expect(fillText("{{constructor}}", {})).toBe("{{constructor}}");
});
