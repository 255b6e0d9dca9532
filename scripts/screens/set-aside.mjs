/** What lies ready at the desk and is not part of a conversation: tags, quick replies, what is known of customers. */
export const setAside = {
	async before({ sql, people }) {
		await sql("UPDATE agents SET capacity = 20 WHERE id = $1", [people.agent.id]);
		const tags = [
			"破损补发",
			"老客",
			"杭州",
			"退款",
			"门店自提",
			"积分",
			"发票",
			"企业采购",
			"物流查询",
			"预约",
			"改地址",
		];
		for (const name of tags) await sql("INSERT INTO tags (name) VALUES ($1) ON CONFLICT DO NOTHING", [name]);
		await sql("INSERT INTO tags (name, color) VALUES ('VIP', 'warn') ON CONFLICT DO NOTHING");
		await sql(
			`INSERT INTO quick_replies (group_name, title, shortcut, text, card_id)
				SELECT group_name, title, shortcut, text, (SELECT id FROM cards WHERE name = card) FROM (VALUES
				('破损补发', '安抚', 'bf1', '很抱歉给您添麻烦了，我们马上为您安排补发。', ''),
				('破损补发', '时效', 'bf2', '顺丰从杭州仓发，{{收货城市}} 一般 {{预计天数}} 天到。', ''),
				('破损补发', '补发单卡片', 'bfk', '', '补发单详情'),
				('物流', '发货时间', 'fhsj', '现货 16:00 前下单当天发出，一般 2 到 3 天送达。', ''),
				('', '转账说明', 'zz', '公司账户不接受个人转账，请在小程序里付款。', ''))
				AS q (group_name, title, shortcut, text, card)`,
		);
	},
	async after({ sql, people, customers: { xu, mu } }) {
		await xu.set("attributes = $3, alias_by_id = $4, alias_at = $5, first_seen_at = $5", [
			{
				会员等级: "金卡会员",
				最近订单: "手作陶瓷杯 2 只装 · ¥168",
				订单号: "20261119088213",
				累计: "14 单 · ¥2,316",
				手机尾号: "3377",
			},
			people.agent.id,
			"2026-03-08T10:00:00+08:00",
		]);
		const order = ["最近订单", "订单号", "累计", "手机尾号"].map((label) => ({ path: label, label }));
		await sql("UPDATE channels SET session_mapping = $1", [
			JSON.stringify([{ path: "level", label: "会员等级", badge: true }, ...order]),
		]);
		await mu.set("attributes = $3", [{ 会员等级: "银卡会员", 手机尾号: "6650" }]);
		await sql(
			`INSERT INTO customer_notes (customer_id, agent_id, text, created_at)
				SELECT id, $3, '电话请在晚上 7 点后联系。上次补发选的是青釉色。', '2026-08-30T02:20:00Z' FROM customers
				WHERE channel_id = $1 AND external_id = $2`,
			[xu.channel, xu.openid, people.agent.id],
		);
		for (const [name, filter] of [
			["破损补发", { tag: "破损补发" }],
			["VIP 未回复", { tag: "VIP" }],
		])
			await sql("INSERT INTO saved_filters (agent_id, name, filter) VALUES ($1, $2, $3)", [
				people.agent.id,
				name,
				filter,
			]);
	},
};
