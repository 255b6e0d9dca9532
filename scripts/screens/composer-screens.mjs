import { newCustomer } from "./customers.mjs";
import { newCup } from "./drawings.mjs";
import { colleaguesComeIn, composer, field, threadOf, writes } from "./on-page.mjs";
import { NOW } from "./time.mjs";

const part = { clip: (page) => composer(page), margin: 8 };

/** What stands at the foot of a thread, state by state. */
export const composerScreens = [
	{
		name: "composer-default",
		shows: "At rest",
		path: threadOf("xu"),
		prepare: ({ page }) => field(page).waitFor(),
	},
	{
		name: "composer-typing",
		shows: "Written in, with colleagues who look and write",
		path: threadOf("xu"),
		before: colleaguesComeIn,
		prepare: (stage) => writes(stage, "顺丰从杭州仓发，一般明天下午就能到您那边"),
	},
	{
		name: "composer-quick-replies",
		shows: "Quick replies, by `/`",
		path: threadOf("xu"),
		prepare: async (stage) => {
			const { page, need } = stage;
			await field(page).click();
			await page.keyboard.type("/补发");
			await need("quick replies at the field", page.getByRole("listbox").filter({ hasText: "破损补发" }));
		},
		clip: (page) => [composer(page), page.getByRole("listbox").locator("..")],
	},
	{
		name: "composer-picture",
		shows: "A picture and a text, and what they cost",
		path: threadOf("xu"),
		prepare: async (stage) => {
			const { page } = stage;
			const chosen = page.waitForEvent("filechooser");
			await composer(page).getByRole("button", { name: "添加图片" }).click();
			await (await chosen).setFiles([
				{ name: "new-cup.jpg", mimeType: "image/jpeg", buffer: await newCup() },
			]);
			await writes(stage, "这是新杯子的质检照片");
			await composer(page).getByRole("progressbar").waitFor({ state: "detached" });
			await composer(page).getByRole("button", { name: "发送 2 条" }).waitFor();
		},
	},
	{
		name: "composer-drop",
		shows: "A picture is being dropped",
		path: threadOf("xu"),
		prepare: async ({ page }) => {
			const dataTransfer = await page.evaluateHandle(() => {
				const data = new DataTransfer();
				data.items.add(new File(["x"], "a.png", { type: "image/png" }));
				return data;
			});
			const answer = composer(page).getByText("松开以添加图片");
			await page.getByRole("log").first().dispatchEvent("dragover", { dataTransfer });
			await answer.waitFor();
		},
	},
	{
		name: "composer-note",
		shows: "A note for colleagues",
		path: threadOf("xu"),
		prepare: async ({ page, need }) => {
			await (await need("the tab for notes", composer(page).getByText("内部备注", { exact: true }))).click();
			await page.keyboard.type("@周子");
			const colleague = page.getByRole("option", { name: /周子墨/ });
			await colleague.waitFor({ timeout: 1500 }).then(
				() => page.keyboard.press("Enter"),
				() => page.keyboard.type("墨 "),
			);
			await page.keyboard.type("客户着急，麻烦优先出库");
		},
	},
	{
		name: "composer-last-one",
		shows: "One reply left",
		path: threadOf("xiaoman"),
		prepare: (stage) => writes(stage, "补发单已建好，今天 16:00 前发顺丰，明天下午到，签收时请当面检查"),
	},
	{ name: "composer-used-up", shows: "No reply left", path: threadOf("zhou") },
	{
		name: "composer-held",
		shows: "A reply for later, which leaves when the customer writes",
		path: threadOf("zhou"),
		prepare: async (stage) => {
			await composer(stage.page).getByRole("button", { name: "写一条待发消息" }).click();
			await writes(stage, "发票也可以在小程序里下载。");
		},
	},
	{
		name: "composer-window-closed",
		shows: "More than 48 hours after the customer's last message",
		path: threadOf("laoxu"),
	},
	{
		name: "composer-entered",
		shows: "The customer has entered and said nothing: two replies within a minute",
		at: "2026-11-20T14:11:07+08:00",
		path: async (stage) => {
			const customer = await newCustomer(stage, { user: "enters", channel: "demo-mini", alias: "孟晚" });
			await customer.enter("订单详情");
			await customer.name();
			await stage.people.agent.call(`PUT /api/conversations/${await customer.id()}/mode`, { mode: "agent" });
			await stage.time.set(NOW);
			return `/inbox/${await customer.id()}`;
		},
		prepare: ({ page }) => field(page).waitFor(),
		// The list of the other pictures is without them.
		after: async ({ sql, people }) => {
			const [{ id }] = await sql(
				"SELECT c.id FROM conversations c JOIN customers u ON u.id = c.customer_id WHERE u.alias = '孟晚'",
			);
			await people.agent.call(`PUT /api/conversations/${id}/status`, { status: "closed" });
		},
	},
	{ name: "composer-bot", shows: "The bot answers", path: threadOf("li") },
	{ name: "composer-transferred", shows: "Handed over to WeChat's own tool", path: threadOf("mu") },
	{ name: "composer-colleague", shows: "A colleague answers", path: threadOf("chen") },
	{ name: "composer-unassigned", shows: "Nobody answers yet", path: threadOf("kevin") },
	{
		name: "composer-offline",
		shows: "No network: what is written queues",
		path: threadOf("xu"),
		prepare: async (stage) => {
			await writes(stage, "稍等，我查一下");
			await stage.context.setOffline(true);
			await composer(stage.page).getByRole("button", { name: "排队发送" }).waitFor();
		},
	},
].map((screen) => ({
	...part,
	...screen,
	shows: `At the field: ${screen.shows[0].toLowerCase()}${screen.shows.slice(1)}`,
}));
