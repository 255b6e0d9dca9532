/** Where things stand on a page of the console, in the language of most pictures. */
export const field = (page) => page.getByRole("textbox", { name: "回复内容" });
export const composer = (page) => page.getByRole("region", { name: "回复", exact: true });
export const log = (page) => page.getByRole("log").first();

/** The address of a customer's thread. */
export const threadOf =
	(user) =>
	async ({ customers }) =>
		`/inbox/${await customers[user].id()}`;

/** A colleague looks at the thread, another writes a note in it. */
export async function colleaguesComeIn({ people, customers }) {
	const conversationId = await customers.xu.id();
	await people.admin.call("POST /api/presence/beat", { conversationId, typing: null });
	await people.agent2.call("POST /api/presence/beat", { conversationId, typing: "note" });
}

/** A reply on its way: WeChat takes its time. */
export async function replyOnItsWay({ page }, text) {
	await page.route("**/messages", (route) =>
		route.request().method() === "POST" ? new Promise(() => {}) : route.continue(),
	);
	await field(page).fill(text);
	await field(page).press("Enter");
	await page.getByRole("article").filter({ hasText: text }).last().waitFor();
}

/** What a person has written and not sent. */
export async function writes({ page }, text) {
	await field(page).click();
	await field(page).fill(text);
}
