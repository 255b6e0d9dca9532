import type { Action, Trigger } from "@/lib/bot/schema";
import { getPrisma } from "@/lib/db";

const keyword = (...keywords: string[]): Trigger => ({ kind: "keyword", match: "contains", keywords });
const reply = (text: string): Action => ({ kind: "reply", text });

const RULES: { name: string; trigger: Trigger; actions: Action[] }[] = [
	{
		name: "欢迎语",
		trigger: { kind: "enter", cooldownMinutes: 10 },
		actions: [reply("您好，这里是栗子生活。可以直接描述问题，回复“人工”为您转接客服。")],
	},
	{
		name: "转人工",
		trigger: keyword("人工", "转人工", "真人", "human", "agent"),
		actions: [reply("好的，正在为您转接人工客服，请稍候。"), { kind: "switch_mode", mode: "agent" }],
	},
	{
		name: "转官方客服",
		trigger: { kind: "keyword", match: "exact", keywords: ["官方客服", "转官方客服"] },
		actions: [{ kind: "switch_mode", mode: "transfer" }],
	},
	{
		name: "破损补发",
		trigger: keyword("碎了", "破损", "坏了", "裂了"),
		actions: [reply("很抱歉给您添麻烦了。请拍一张破损处的照片发过来，我们免费补发，不用寄回。")],
	},
	{
		name: "物流查询",
		trigger: keyword("物流", "快递", "到哪", "几天能到", "发货"),
		actions: [reply("现货 16:00 前下单当天发出，一般 2 到 3 天送达。发来订单号，可以为您查物流。")],
	},
	{
		name: "退款说明",
		trigger: keyword("退款", "退货", "退钱"),
		actions: [reply("签收后 7 天内可以无理由退货，退款在收到货后 1 到 3 个工作日原路返回。")],
	},
	{
		name: "兜底回复",
		trigger: { kind: "fallback" },
		actions: [reply("这个问题我还不会。回复“人工”，为您转接客服。")],
	},
];

/** The auto-replies of the demo, for every channel. Rules that somebody changed stay as they are. */
export async function seedRules(): Promise<void> {
	if ((await getPrisma().rule.count()) > 0) return;
	await getPrisma().rule.createMany({
		data: RULES.map((rule, index) => ({ ...rule, position: (index + 1) * 10 })),
	});
	await getPrisma().channel.updateMany({ data: { rulesVersion: { increment: 1 } } });
}
