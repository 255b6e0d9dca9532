import { field, threadOf } from "./on-page.mjs";

/** What lies over the inbox, and the pages beside it. */
export const overlayScreens = [
	{
		name: "card-picker",
		shows: "Choosing a Mini Program card",
		path: threadOf("xu"),
		prepare: async ({ page, need }) => {
			await field(page).click();
			await page.keyboard.press("Alt+KeyP");
			await need("the card picker", page.getByRole("dialog").filter({ hasText: "卡片" }));
			const picker = page.getByRole("dialog");
			await picker.getByText("补发单详情").first().click();
			await picker.getByRole("textbox", { name: "补发单号" }).fill("20261120-0317");
			await picker.getByRole("textbox", { name: "商品" }).fill("手作陶瓷杯 1 只");
			await picker.getByRole("combobox", { name: "搜索标题或路径" }).focus();
		},
	},
	{
		name: "command-palette",
		shows: "The command palette",
		path: threadOf("xu"),
		prepare: async ({ page, need }) => {
			await field(page).waitFor();
			await page.keyboard.press("Control+KeyK");
			await need("the command palette", page.getByRole("combobox"));
			await page.keyboard.type("转");
		},
	},
	{
		name: "shortcuts",
		shows: "The sheet of keys",
		path: threadOf("xu"),
		prepare: async ({ page }) => {
			await field(page).waitFor();
			await page.keyboard.press("?");
			await page.getByRole("dialog").waitFor();
		},
	},
	{
		name: "lightbox",
		shows: "A customer's picture, large",
		path: threadOf("xu"),
		prepare: async ({ page }) => {
			await page
				.getByRole("button", { name: /查看图片/ })
				.first()
				.click();
			await page.getByRole("dialog").waitFor();
			await page.waitForTimeout(500);
		},
		themes: ["light"],
	},
	{
		name: "search",
		shows: "Search over all history",
		path: threadOf("xu"),
		prepare: async ({ page, need }) => {
			await page.getByLabel("搜索会话").first().fill("陶瓷杯");
			await need(
				"results of messages",
				page.getByRole("list", { name: "消息", exact: true }).getByRole("link"),
			);
		},
	},
	{
		name: "multi-select",
		shows: "Several conversations chosen",
		path: "/inbox",
		prepare: async ({ page, need }) => {
			await page.getByRole("list", { name: "会话", exact: true }).getByRole("link").first().focus();
			await page.keyboard.press("x");
			await page.keyboard.press("j");
			await page.keyboard.press("x");
			await need("choosing several conversations", page.getByText(/已选/));
		},
	},
	{ name: "nothing-open", shows: "No conversation open", path: "/inbox" },
];

const SIGNED_OUT = { as: "nobody", path: "/sign-in" };

export const pageScreens = [
	{ name: "signin", shows: "Signing in", ...SIGNED_OUT, prepare: fillIn },
	{
		name: "signin-error",
		shows: "Signing in with a wrong password",
		...SIGNED_OUT,
		prepare: async (stage) => {
			await fillIn(stage);
			await stage.page.keyboard.press("Enter");
			await stage.page.getByText("邮箱或密码不对").waitFor();
		},
		after: ({ sql }) => sql("DELETE FROM sign_in_attempts"),
	},
	{
		name: "simulator",
		shows: "The simulator: the customer's phone, the thread, WeChat's side of it",
		path: phoneOf("xu"),
		prepare: async (stage) => {
			await stage.page
				.getByRole("button", { name: /miniprogrampage/ })
				.last()
				.click();
			await onThePhone(stage);
		},
	},
	{
		name: "simulator-mobile",
		shows: "The customer's phone on a phone",
		path: phoneOf("xu"),
		width: 390,
		height: 844,
		phone: true,
		prepare: onThePhone,
		themes: ["light"],
	},
];

async function fillIn({ page }) {
	await page.getByLabel("邮箱").fill("linxiao@lizi.example.com");
	await page.getByLabel("密码", { exact: true }).fill("12345678");
}

function phoneOf(user) {
	return async ({ customers }) =>
		`/simulator?channel=${customers[user].channel}&customer=${customers[user].openid}`;
}

async function onThePhone({ page }) {
	await page.getByRole("textbox", { name: "以客户的身份输入" }).fill("大概几天能到？");
}
