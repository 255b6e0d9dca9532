import { composer, field, log, replyOnItsWay, threadOf, writes } from "./on-page.mjs";

/** Threads, failures, and what the console says when there is nothing, or nothing yet, to be seen. */
export const stateScreens = [
	{
		name: "thread-anatomy",
		shows: "Every kind of line in a thread, but for what is on its way",
		path: threadOf("all"),
		height: 2900,
		clip: (page) => log(page),
		prepare: ({ page }) => log(page).getByText("没人理我").waitFor(),
	},
	{
		name: "thread-sending",
		shows: "A reply on its way",
		path: threadOf("xu"),
		prepare: (stage) => replyOnItsWay(stage, "顺丰从杭州仓发，一般明天下午就能到您那边"),
	},
	{
		name: "error-45047",
		shows: "WeChat refused a reply: the count is used up",
		path: threadOf("zhou"),
		prepare: ({ page }) => log(page).getByText("45047").first().waitFor(),
	},
	{
		name: "transfer",
		shows: "A conversation in WeChat's own tool, and when it is out of sight",
		path: threadOf("mu"),
	},
	{
		name: "transfer-confirm",
		shows: "Handing over asks first",
		path: threadOf("xu"),
		prepare: async ({ page }) => {
			await page.getByRole("radio", { name: /转接/ }).click();
			await page.getByRole("alertdialog").or(page.getByRole("dialog")).first().waitFor();
		},
	},
	{
		name: "offline",
		shows: "No network",
		path: threadOf("xu"),
		prepare: async (stage) => {
			const { page, context } = stage;
			await field(page).waitFor();
			await page.waitForResponse(/\/api\/sync/).catch(() => {});
			await context.setOffline(true);
			await page.getByRole("alert").filter({ hasText: "网络已断开" }).waitFor();
			await writes(stage, "包裹里有一张补发说明");
			await field(page).press("Enter");
			await log(page).getByText("包裹里有一张补发说明").waitFor();
			await writes(stage, "顺丰从杭州仓发，一般明天下午就能到您那边");
		},
	},
	{
		name: "not-live",
		shows: "No live connection",
		path: threadOf("xu"),
		before: ({ page }) => page.route("**/api/live", (route) => route.abort()),
		prepare: ({ page }) => page.getByRole("alert").filter({ hasText: "没有实时连接" }).waitFor(),
		themes: ["light"],
	},
	{
		name: "loading",
		shows: "List and thread while they load",
		path: "/inbox",
		settle: false,
		prepare: async ({ page }) => {
			const row = page
				.getByRole("list", { name: "会话", exact: true })
				.getByRole("link", { name: /^李建国/ });
			await row.waitFor();
			await page.waitForLoadState("networkidle", { timeout: 3000 }).catch(() => {});
			await page.route(/\/api\/(conversations|customers)/, () => new Promise(() => {}));
			await row.click();
			await page
				.getByRole("navigation", { name: "会话视图" })
				.getByRole("link", { name: /^机器人/ })
				.click();
			// Skeletons come late, so that what is quick does not flicker.
			await page.waitForTimeout(700);
		},
		themes: ["light"],
	},
	{
		name: "empty-caught-up",
		shows: "Everything assigned to oneself is answered",
		as: "admin",
		path: "/inbox?view=mine",
		prepare: ({ page }) => page.getByText("都回复完了").waitFor(),
	},
	{
		name: "empty-no-results",
		shows: "Nothing found fits the conditions",
		path: async (stage) => `${await threadOf("xu")(stage)}?channel=demo-json&tag=发票`,
		prepare: ({ page }) => page.getByText("没有符合条件的会话").waitFor(),
		themes: ["light"],
	},
];

/** The desk before anything is in it but its people. These come first. */
export const emptyDeskScreens = [
	{
		name: "empty-first-run",
		shows: "Before the first channel",
		as: "admin",
		prepare: ({ page }) => page.getByText("先接入一个渠道").waitFor(),
	},
];

/** A channel whose secret no longer fits. These come last: nothing heals it. */
export const troubleScreens = [
	{
		name: "channel-trouble",
		shows: "A channel in trouble, as an agent sees it",
		path: threadOf("mia"),
		before: breakChannel,
		prepare: ({ page }) => composer(page).getByRole("alert").waitFor(),
	},
	{
		name: "error-credential",
		shows: "The same for an administrator: what is wrong and what helps",
		as: "admin",
		prepare: async ({ page }) => {
			await page.getByRole("button", { name: /^渠道，\d+ 项/ }).click();
			await page.getByRole("dialog").waitFor();
		},
	},
];

async function breakChannel({ control, people, customers, sql }) {
	const { mia } = customers;
	await control(`POST /accounts/${mia.appId}/rotate-secret`, {});
	await control(`POST /accounts/${mia.appId}/tokens/invalidate`, { family: "all" });
	const content = { clientKey: "screens-broken", type: "text", text: "订单已为您加急。" };
	await people.agent.call(`POST /api/conversations/${await mia.id()}/messages`, content);
	for (let tries = 0; tries < 100; tries++) {
		const alarms = await sql("SELECT 1 FROM channel_alarms WHERE healed_at IS NULL");
		if (alarms.length > 0) return;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	throw new Error("the channel raises no alarm");
}
