import { newCustomer } from "./customers.mjs";

/** When those wrote whom the administrator has answered and ended this morning. */
const MORNING = ["09:12", "09:40", "10:05", "10:31", "11:20", "11:48", "12:06"];
/** In seconds, as many as there are; the one in the middle is what the desk tells. */
const ANSWERED_AFTER = [18, 24, 27, 31, 44, 58, 90];

/** Work that is done: nobody of these is in the lists any more, but the day's figures know them. */
export async function playOwnDay(stage) {
	for (const [index, time] of MORNING.entries()) {
		const customer = await newCustomer(stage, { user: `done-${index}`, channel: "care" });
		const wrote = new Date(`2026-11-20T${time}:00+08:00`);
		await stage.at(wrote.toISOString());
		await customer.says("请问几点营业？");
		await stage.claims("admin", customer);
		await stage.at(new Date(wrote.getTime() + ANSWERED_AFTER[index] * 1000).toISOString());
		await stage.reply("admin", customer, "您好，每天 9:00 到 21:00。");
		await stage.put("admin", customer, "status", { status: "closed" });
	}
}
