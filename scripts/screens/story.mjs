import { playCrowd } from "./crowd.mjs";
import { newCustomer } from "./customers.mjs";
import { brokenCup } from "./drawings.mjs";
import { playEveryKind } from "./every-kind.mjs";
import { playOwnDay } from "./own-day.mjs";
import { setAside } from "./set-aside.mjs";
import { NOW } from "./time.mjs";

/**
 * A working day at the desk, played through WeChat's and the console's own doors, each act at its own time: who is in the
 * inbox, what they wrote, who answered, what failed. Gives back the customers by name.
 */
export async function playStory(desk, people, tell) {
	const stage = newStage(desk, people);
	tell("the past");
	await setAside.before(stage);
	await pastOfXu(stage);
	// The threads of the pictures begin with the customer, and the bot says nothing where it knows nothing.
	await desk.sql("UPDATE rules SET enabled = false WHERE name IN ('欢迎语', '兜底回复')");
	await desk.sql("UPDATE channels SET rules_version = rules_version + 1");
	await playCrowd(stage);
	tell("yesterday");
	await playOldFriends(stage);
	await playTeacherYesterday(stage);
	tell("today");
	await playOwnDay(stage);
	await playTeacherToday(stage);
	await playEveryKind(stage);
	await playMorning(stage);
	await playXu(stage);
	await playLastMinute(stage);
	await stage.at(NOW);
	await setAside.after(stage);
	return stage.customers;
}

/** What the scenes of the story have in common. `at("11-20 14:02")`: from here on it is then, in China; to the second as NOW is written. */
function newStage(desk, people) {
	const customers = {};
	let count = 0;
	const at = (when) => desk.time.set(when.length > 16 ? when : `2026-${when.replace(" ", "T")}:05+08:00`);
	const customer = async (user, channel, alias) => {
		customers[user] = await newCustomer(desk, { user, channel, alias });
		return customers[user];
	};
	const post = async (who, whom, content) => {
		const id = await whom.id();
		count += 1;
		const body = { clientKey: `screens-${count}`, type: "text", ...content };
		const message = await people[who].call(`POST /api/conversations/${id}/messages`, body);
		await desk.untilSent();
		return message;
	};
	return {
		...desk,
		people,
		customers,
		at,
		customer,
		post,
		reply: (who, whom, text) => post(who, whom, { text }),
		put: async (who, whom, what, body) =>
			people[who].call(`PUT /api/conversations/${await whom.id()}/${what}`, body),
		/** From bot, queue or tool to this person. */
		takes: async (who, whom) =>
			people[who].call(`PUT /api/conversations/${await whom.id()}/mode`, { mode: "agent" }),
		claims: async (who, whom) => people[who].call(`POST /api/conversations/${await whom.id()}/claim`),
		card: async (name) => (await desk.sql("SELECT id FROM cards WHERE name = $1", [name]))[0].id,
	};
}

/** Two visits before today's, one answered by a person, one by the bot alone. */
async function pastOfXu(stage) {
	const { at, customer, takes, reply, put, untilSent } = stage;
	const xu = await customer("xu", "demo-mini", "许知夏");
	await at("08-30 10:12");
	await xu.says("电子发票抬头修改");
	await xu.name();
	await untilSent();
	await takes("agent", xu);
	await at("08-30 10:18");
	await reply("agent", xu, "已经改好了，新的发票发到您邮箱。");
	await put("agent", xu, "status", { status: "closed" });
	await at("10-12 20:31");
	await xu.says("礼盒能写贺卡吗");
	await untilSent();
	await at("10-12 22:00");
	await put("agent", xu, "status", { status: "closed" });
}

async function playOldFriends({ at, customer, takes, reply, untilSent }) {
	const laoxu = await customer("laoxu", "demo-mini", "老许");
	await at("11-18 09:12");
	await laoxu.says("快递到哪了");
	await laoxu.name();
	await untilSent();
	await takes("agent", laoxu);
	await reply("agent", laoxu, "已经到杭州转运中心，明天送达。");
	await reply("agent", laoxu, "有问题随时联系我们");
	await laoxu.tag("物流查询");
	const xiaoman = await customer("xiaoman", "demo-mini", "小满妈妈");
	await at("11-18 17:40");
	await xiaoman.says("地址填错了，能改成滨江区吗？");
	await xiaoman.name();
	await untilSent();
	await takes("agent", xiaoman);
	await reply("agent", xiaoman, "可以的，发我新的地址就行。");
	await reply("agent", xiaoman, "还没有发货，来得及。");
	await at("11-19 10:02");
	await reply("agent", xiaoman, "仓库还没发出，我先帮您拦下。");
	await at("11-19 10:20");
	await reply("agent", xiaoman, "好的，地址已经帮您改成滨江区");
	await xiaoman.tag("改地址", "老客");
}

async function playTeacherYesterday({ at, customer, takes, reply, post, card, untilSent }) {
	const zhou = await customer("zhou", "demo-mini", "周老师");
	await at("11-19 12:26");
	await zhou.enter("开票页");
	await zhou.says("发票抬头写错了，能重开吗？");
	await zhou.name();
	await untilSent();
	await takes("agent", zhou);
	await at("11-19 12:28");
	await reply("agent", zhou, "可以的，请把正确的抬头和税号发给我。");
	await reply("agent", zhou, "您也可以在小程序里直接提交重开。");
	await at("11-19 12:29");
	const values = { 订单号: "20261115063907" };
	await post("agent", zhou, { type: "miniprogrampage", cardId: await card("物流进度"), values });
	await zhou.tag("发票", "企业采购");
}

async function playTeacherToday({ at, customers: { zhou }, reply, control }) {
	await at("11-20 13:38");
	await reply("agent", zhou, "周老师您好，新的发票已经开好。");
	await at("11-20 13:40");
	const fault = { target: "api", path: "custom/send", openid: zhou.openid, kind: "errcode", errcode: 45047 };
	await control("POST /faults", fault);
	await reply("agent", zhou, "如果没收到，可以看看垃圾邮件箱。");
	await control("DELETE /faults");
}

async function playMorning({ at, customer, claims, reply, put, untilSent }) {
	const li = await customer("li", "demo-mini", "李建国");
	await at("11-20 13:36");
	await li.says("你好，快递到哪了？");
	await li.name();
	await untilSent();
	await li.tag("物流查询");
	const mia = await customer("mia", "member", "Mia 张");
	await at("11-20 13:12");
	await mia.says("积分什么时候到账？");
	await mia.name();
	await claims("agent", mia);
	await at("11-20 13:52");
	await reply("agent", mia, "我帮您查一下。");
	await put("agent", mia, "draft", { text: "您的积分会在确认收货后 7 天到账" });
	await mia.tag("积分");
	const chen = await customer("chen", "care", "陈默");
	await at("11-20 13:54");
	await chen.enter("网页客服入口");
	await at("11-20 13:55");
	await chen.says("你好");
	await chen.name();
	await claims("agent2", chen);
	await chen.says("上周退的那单");
	await chen.says("退款什么时候到账？已经三天了");
	await chen.tag("VIP", "退款");
	const mu = await customer("mu", "member", "木子");
	await at("11-20 13:16");
	await mu.enter("公众号菜单");
	await at("11-20 13:20");
	await mu.says("我想约个时间到店里做会员权益咨询");
	await mu.name();
	await claims("agent", mu);
	await reply("agent", mu, "好的，马上为您转接门店顾问，请稍等。");
	await put("agent", mu, "mode", { mode: "transfer" });
	await at("11-20 13:34");
	await mu.says("周六下午两点可以吗？");
	await mu.tag("预约");
}

/** The thread most pictures show. */
async function playXu(stage) {
	const { at, customers, takes, reply, post, card, people, untilSent } = stage;
	const { xu } = customers;
	await at("11-20 14:02");
	await xu.enter("订单详情");
	await xu.says("你好，昨天收到的陶瓷杯碎了一只……");
	await untilSent();
	await at("11-20 14:03");
	await takes("agent", xu);
	await xu.shows(await brokenCup());
	await at("11-20 14:05");
	const note = "@林晓 仓库确认同款有库存，16:00 前能发顺丰。";
	await post("admin", xu, { type: "note", text: note, mentions: [people.agent.id] });
	await at("11-20 14:06");
	await reply("agent", xu, "许女士您好，照片收到了，马上给您补发一只新的。");
	await at("2026-11-20T14:08:40+08:00");
	await xu.says("可以的，大概几天能到？");
	await at("11-20 14:09");
	const values = { 补发单号: "20261120-0317", 商品: "手作陶瓷杯 1 只" };
	await post("agent", xu, { type: "miniprogrampage", cardId: await card("补发单详情"), values });
	await reply("agent", xu, "点开补发单就能看到物流进度");
	await xu.tag("破损补发", "老客", "杭州");
}

async function playLastMinute({ at, customer, untilSent }) {
	const nobody = await customer("nobody", "demo-json");
	await at("11-20 14:02");
	await nobody.says("转人工");
	await untilSent();
	await nobody.shows(await brokenCup());
	await nobody.tag("门店自提");
	const kevin = await customer("kevin", "demo-mini", "Kevin Lau");
	await at("11-20 14:10");
	await kevin.says("Hi, do you ship to Hong Kong? Human please");
	await kevin.name();
	await untilSent();
}
