import { newCustomer } from "./customers.mjs";

const SURNAMES = "赵钱孙吴郑王冯褚卫蒋沈韩杨朱秦尤何吕施张孔曹严华金魏陶姜戚谢邹喻";
const GIVEN = ["子涵", "雨桐", "浩然", "思琪", "一诺", "佳怡", "明轩", "若曦"];
const QUESTIONS = ["发货了吗？", "快递到哪了？", "物流怎么不动了？", "怎么退货？", "几天能到？"];

/** How many others there are, so that the counts are those of a busy desk. */
const CROWD = [
	{ view: "bot", count: 29, channels: ["demo-mini", "demo-mini", "demo-mini", "demo-json"] },
	{ view: "transfer", count: 3, channels: ["demo-mini"] },
	{ view: "unassigned", count: 5, channels: ["care"] },
	{ view: "mine", count: 6, channels: ["care", "member", "demo-mini"] },
];

/** Customers of the last days who fill the list below those of the story. */
export async function playCrowd(stage) {
	let number = 0;
	for (const { view, count, channels } of CROWD) {
		await stage.at(`11-1${view === "unassigned" ? 9 : 7} 1${number % 10}:30`);
		const group = Array.from({ length: count }, (_, index) => ({
			number: number + index,
			channel: channels[index % channels.length],
		}));
		number += count;
		for (const one of group) await playOne(stage, view, one);
		await stage.untilSent();
	}
	// Who waits in the queue came this morning; an hour ago is too long ago for a picture of a good desk.
	await stage.sql(
		`UPDATE conversations SET waiting_since = '2026-11-20T06:09:30Z' WHERE assignee_id IS NULL AND mode = 'agent'`,
	);
}

async function playOne(stage, view, { number, channel }) {
	const alias = `${SURNAMES[number % SURNAMES.length]}${GIVEN[number % GIVEN.length]}`;
	const customer = await newCustomer(stage, { user: `crowd-${number}`, channel, alias });
	await customer.says(QUESTIONS[number % QUESTIONS.length]);
	await customer.name();
	if (view === "transfer") await stage.put("agent", customer, "mode", { mode: "transfer" });
	if (view !== "mine") return;
	await stage.takes("agent", customer);
	await stage.reply("agent", customer, "好的，已经为您登记。");
}
