import { createTag } from "@/lib/admin/tags";
import { createQuickReply } from "@/lib/conversations/quick-replies";
import { createQuickReplySchema } from "@/lib/conversations/quick-reply-schema";
import type { CreateTag } from "@/lib/conversations/tag-schema";
import { getPrisma } from "@/lib/db";

const TAGS: CreateTag[] = [
	{ name: "破损补发", color: "danger" },
	{ name: "退款", color: "warn" },
	{ name: "老客", color: "accent" },
	{ name: "VIP", color: "bot" },
	{ name: "物流查询", color: "xfer" },
	{ name: "发票", color: "neutral" },
	{ name: "改地址", color: "neutral" },
	{ name: "杭州", color: "neutral" },
];

/** Everybody's, in every channel: group, title, shortcut, text. */
const TEXTS: [group: string, title: string, shortcut: string, text: string][] = [
	["破损补发", "安抚", "bf1", "很抱歉给您添麻烦了，我们马上为您安排补发。"],
	["破损补发", "时效", "bf2", "顺丰从杭州仓发，{{收货城市}}一般{{预计天数}}天到。"],
	["破损补发", "要照片", "bf3", "麻烦拍一张破损处和外包装的照片发过来，我这边登记后立刻补发。"],
	["订单物流", "发货时间", "fh", "现货 48 小时内从杭州仓发出，发出后会有短信提醒。"],
	["订单物流", "查物流", "wl", "{{客户名}}您好，订单 {{订单号}} 的物流我正在查，请稍等一分钟。"],
	["订单物流", "改地址", "dz", "还没有发出，地址可以改。请把新地址、收货人和电话发给我。"],
	["退款", "到账时间", "tk1", "退款已经提交，一般 1 到 3 个工作日原路退回，到账以微信通知为准。"],
	["退款", "退货地址", "tk2", "请寄回：杭州市余杭区五常大道 1 号 栗子生活退货组，收到后当天为您退款。"],
	["开头结尾", "问候", "hi", "{{客户名}}您好，我是{{客服名}}，请问有什么可以帮您？"],
	["开头结尾", "稍等", "sd", "您稍等，我核实一下，马上回复您。"],
	["开头结尾", "结束", "bye", "还有其他问题随时找我们，祝您生活愉快。"],
	["发票", "开票方式", "fp", "在“我的订单 · 申请开票”里填写抬头和税号，电子发票 24 小时内发到邮箱。"],
	[
		"English",
		"Shipping",
		"en1",
		"We ship within 48 hours from Hangzhou; delivery takes about {{days}} days.",
	],
];

/** The tags and quick replies of the demo, and one that sends a card. Nothing when there are any. */
export async function seedQuickReplies(): Promise<void> {
	if ((await getPrisma().quickReply.count()) > 0) return;
	const admin = await getPrisma().agent.findFirstOrThrow({
		where: { role: "admin" },
		select: { id: true, name: true },
	});
	const scope = { agent: admin, channelIds: null };
	const known = await getPrisma().tag.findMany({ select: { name: true } });
	for (const tag of TAGS) if (!known.some(({ name }) => name === tag.name)) await createTag(scope, tag);
	for (const [group, title, shortcut, text] of TEXTS) {
		const input = createQuickReplySchema.parse({ group, title, shortcut, text });
		await createQuickReply(scope, "shared", input);
	}
	const card = await getPrisma().card.findFirst({ where: { channelId: "demo-mini", name: "补发单详情" } });
	if (!card) return;
	const input = createQuickReplySchema.parse({
		channelId: card.channelId,
		group: "破损补发",
		title: "补发单卡片",
		shortcut: "bfk",
		cardId: card.id,
	});
	await createQuickReply(scope, "shared", input);
}
