/** Rows of the conformance list that end on a screen. S1 stands with the states of the composer. */
import type { Page } from "@playwright/test";
import { composer, expectStatus, field, log, message, openThread, send } from "@/tests/support/console-page";
import { newCustomer } from "@/tests/support/customer";
import { expect, test } from "@/tests/support/e2e";
import { ownedThread } from "@/tests/support/owned-thread";
import type { Json } from "@/tests/support/simulator";

/** Every status that any message on the page has had since. */
async function noteStatuses(page: Page): Promise<() => Promise<string[]>> {
	await page.evaluate(() => {
		const seen = new Set<string>();
		const look = () => {
			for (const article of document.querySelectorAll("article[data-status]"))
				seen.add(article.getAttribute("data-status") ?? "");
		};
		new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
		Object.assign(window, { statusesSeen: () => [...seen] });
	});
	return () => page.evaluate(() => (window as unknown as { statusesSeen(): string[] }).statusesSeen());
}

for (const grantLagMs of [0, 800]) {
	test(`S4 (grantLagMs ${grantLagMs}): an answer right after the customer's text leaves, and the agent sees no error`, async ({
		desk,
		openAs,
	}) => {
		const { customer, page } = await ownedThread(desk, await openAs("agent"));
		for (const text of ["一", "二", "三", "四", "五"]) await send(page, `先答${text}`);
		await expectStatus(page, "先答五", "accepted");
		await desk.control(`POST /accounts/${customer.appId}/flags`, { grantLagMs });
		const seen = await noteStatuses(page);
		await customer.says("马上回我");
		await expect(field(page)).toBeVisible();
		await send(page, "马上回您");
		await expectStatus(page, "马上回您", "accepted");
		await desk.control(`POST /accounts/${customer.appId}/flags`, { grantLagMs: null });
		expect(await customer.heard()).toContain("马上回您");
		// Was it sent before WeChat knew of the window, then WeChat has said no to it first.
		const { items } = await desk.control(`GET /log?kind=api&openid=${customer.openid}`);
		const sends: Json[] = items.filter(({ request }: Json) => request.body.includes("马上回您"));
		const said = (await customer.phone()).items.findLast(({ from }: Json) => from === "user");
		const isEarly = Date.parse(sends[0].at) - Date.parse(said.at) < grantLagMs;
		expect(sends.length > 1).toBe(isEarly);
		expect(
			(await seen()).filter((status) => !["received", "queued", "sending", "accepted"].includes(status)),
		).toEqual([]);
		await expect(message(page, "马上回您").getByRole("alert")).toHaveCount(0);
	});
}

test("T3: while the official tool's agent has the customer the thread says so, and shows nothing that nobody sent us", async ({
	desk,
	openAs,
}) => {
	const customer = await newCustomer(desk);
	await customer.says("你好");
	const page = await openAs("agent");
	const id = await customer.conversationId();
	await page.request.put(`/api/conversations/${id}/mode`, { data: { mode: "transfer" } });
	expect((await customer.says("转人工")).verdict).toBe("TRANSFER");
	const tool = (call: string, body: object) => desk.control(`POST /tool/${customer.appId}/${call}`, body);
	await tool("agents", { id: "wang", name: "王" });
	await tool("accept", { agent: "wang", user: customer.user });
	expect(await customer.says("只给官方的话")).toBeNull();
	await tool("reply", { user: customer.user, text: "官方的回复" });
	await openThread(page, id);
	await expect(log(page).getByRole("note").last()).toContainText("起可能在官方工具中接待");
	await expect(message(page, "转人工")).toContainText("已转给微信客服");
	await expect(log(page)).not.toContainText(/只给官方的话|官方的回复/);
	await expect(field(page)).toHaveCount(0);
	await expect(composer(page)).toBeVisible();
	await tool("close", { user: customer.user });
});

test("M1: a customer's picture is on the screen within seconds, stays when WeChat's copies are gone, and is never hot-linked", async ({
	desk,
	openAs,
}) => {
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	const elsewhere: string[] = [];
	page.on("request", (request) => {
		if (!request.url().startsWith(desk.app.url) && /^https?:/.test(request.url()))
			elsewhere.push(request.url());
	});
	await desk.control(`POST /chat/${customer.appId}/${customer.user}/image?wait=1`, {});
	const picture = log(page).getByRole("article").locator("img");
	await expect.poll(() => areLoaded(page)).toEqual([true]);
	await desk.control("POST /clock", { advanceSeconds: 4 * 24 * 3600 });
	const { items } = await desk.control(`GET /pushes?openid=${customer.openid}`);
	const link = /"PicUrl":"([^"]+)"/.exec(items.at(-1).attempts[0].request.plain)?.[1] ?? "";
	expect((await fetch(link)).status).toBe(404);
	await page.reload();
	await expect(picture).toBeVisible();
	await expect.poll(() => areLoaded(page)).toEqual([true]);
	expect(elsewhere).toEqual([]);
	expect(await page.content()).not.toContain(new URL(link).host);
	await desk.control("POST /clock", { reset: true });
});

const areLoaded = (page: Page): Promise<boolean[]> =>
	log(page)
		.getByRole("article")
		.locator("img")
		.evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth > 0));
