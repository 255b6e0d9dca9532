import { brokenCup } from "./drawings.mjs";

/** One thread with every kind of line there is. */
export async function playEveryKind(stage) {
	const { at, customer, takes, put, reply, post, card, people, control, untilSent } = stage;
	const all = await customer("all", "demo-mini", "沈佳");
	const refuse = (fault) =>
		control("POST /faults", { target: "api", path: "custom/send", openid: all.openid, ...fault });
	await at("11-19 18:20");
	await all.enter("会员中心");
	await all.says("你好");
	await all.name();
	await untilSent();
	await at("11-20 09:02");
	await all.enter("订单详情");
	await all.says("昨天收到的陶瓷杯碎了一只……");
	await all.says("杯口裂了一大块");
	await untilSent();
	await at("11-20 09:03");
	await all.says("转人工");
	await untilSent();
	await put("admin", all, "assignee", { agentId: people.agent.id });
	await all.shows(await brokenCup());
	await at("11-20 09:04");
	await all.shares({ title: "手作陶瓷杯 2 只装 · 青釉 / 月白", pagepath: "pages/goods/detail?id=2107" });
	await all.sendsRaw({ MsgType: "video_channel", Title: "开箱" });
	await at("11-20 09:05");
	await post("admin", all, {
		type: "note",
		text: "@林晓 仓库确认同款有库存，16:00 前能发顺丰。",
		mentions: [people.agent.id],
	});
	await at("11-20 09:06");
	await reply("agent", all, "您好，照片收到了，马上给您补发一只新的。");
	const values = { 补发单号: "20261120-0298", 商品: "手作陶瓷杯 1 只" };
	await post("agent", all, { type: "miniprogrampage", cardId: await card("补发单详情"), values });
	await post("agent", all, { type: "link", cardId: await card("退换货说明") });
	await at("11-20 09:20");
	await refuse({ kind: "errcode", errcode: 45047 });
	await reply("agent", all, "再补充一下，签收时请当面检查外包装。");
	await control("DELETE /faults");
	await at("11-20 09:40");
	await all.says("好的");
	await at("11-20 10:10");
	await refuse({ kind: "errcode", errcode: 45015 });
	await reply("agent", all, "您好，请问问题解决了吗？");
	await control("DELETE /faults");
	await at("11-20 11:00");
	await all.says("解决了，谢谢");
	await at("11-20 11:01");
	await put("agent", all, "status", { status: "closed" });
	await at("11-20 11:30");
	await all.says("官方客服");
	await untilSent();
	await all.says("我找官方的人");
	await at("11-20 12:20");
	await all.says("没人理我");
	await at("11-20 12:21");
	await takes("agent", all);
	await all.says("我的补发单呢");
	await at("11-20 12:23");
	await refuse({ kind: "resetAfter", count: 1 });
	await reply("agent", all, "已经发出了，顺丰 SF1020331870。");
	await control("DELETE /faults");
}
