import { colleaguesComeIn, field, log, threadOf, writes } from "./on-page.mjs";

const DRAFT = "顺丰从杭州仓发，一般明天下午就能到您那边";
const SIDE = { width: 390, height: 844, phone: true };

async function atWork(stage) {
	await log(stage.page).waitFor();
	await writes(stage, DRAFT);
}

/** The inbox with a thread open, at every width and in both languages. */
export const inboxScreens = [
	{
		name: "inbox",
		shows: "The inbox: views, list, thread, customer, at 1440 × 900",
		path: threadOf("xu"),
		before: colleaguesComeIn,
		prepare: atWork,
	},
	{
		name: "inbox-1920",
		shows: "The same, 1920 wide",
		width: 1920,
		height: 1080,
		path: threadOf("xu"),
		before: colleaguesComeIn,
		prepare: atWork,
		themes: ["light"],
	},
	{
		name: "inbox-1280",
		shows: "The same, 1280 wide: the views fold into a menu",
		width: 1280,
		height: 800,
		path: threadOf("xu"),
		before: colleaguesComeIn,
		prepare: atWork,
		themes: ["light"],
	},
	{
		name: "inbox-1024",
		shows: "The same, 1024 wide: the customer is a drawer",
		width: 1024,
		height: 768,
		path: threadOf("xu"),
		before: colleaguesComeIn,
		prepare: atWork,
		themes: ["light"],
	},
	{
		name: "inbox-en",
		shows: "The same in English",
		locale: "en",
		path: threadOf("xu"),
		before: colleaguesComeIn,
		prepare: async ({ page }) => {
			await log(page).waitFor();
			const reply = page.getByRole("textbox", { name: /reply/i }).first();
			await reply.click();
			await reply.fill(DRAFT);
		},
		themes: ["light"],
	},
	{ name: "inbox-mobile", shows: "The list on a phone", ...SIDE, path: "/inbox" },
	{
		name: "inbox-mobile-thread",
		shows: "A thread on a phone",
		...SIDE,
		path: threadOf("xu"),
		prepare: ({ page }) => field(page).waitFor(),
	},
	{
		name: "inbox-mobile-mode",
		shows: "Who answers, as a sheet on a phone",
		...SIDE,
		path: threadOf("xu"),
		prepare: async ({ page, need }) => {
			await (
				await need("the mode button on phones", page.getByRole("button", { name: /更改接待方式/ }))
			).click();
			await page.getByRole("dialog").waitFor();
		},
	},
];
