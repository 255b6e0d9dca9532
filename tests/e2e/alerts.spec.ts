/** An agent who looks elsewhere still learns what needs them: from the tab, by sound, by notification, with no tab at all. */
import type { Page } from "@playwright/test";
import {
	clickNotification,
	listenTo,
	notifications,
	numberInTitle,
	numberOnIcon,
	setInSight,
	silentUntilClicked,
	tonesOf,
} from "@/tests/support/alert-page";
import { header, message, openThread } from "@/tests/support/console-page";
import { newCustomer } from "@/tests/support/customer";
import { expect, PEOPLE, signIn, test } from "@/tests/support/e2e";
import { inOwnBrowser } from "@/tests/support/own-browser";
import { ownedThread } from "@/tests/support/owned-thread";

const MESSAGE_TONE = 880;
const QUEUE_TONE = 587;
const DEFAULTS = { sound: "mine", desktop: "mine", webPush: "mine", showText: false };

/** For this test alone; the person is shared by all of them. */
async function prefer(page: Page, change: object): Promise<void> {
	const answer = await page.request.put("/api/me/preferences", { data: change });
	expect(answer.status()).toBe(200);
}

test.use({ serviceWorkers: "allow" });

test("the tab says how much needs me, in every tab alike, and less once it was read or taken", async ({
	desk,
	openAs,
}) => {
	const { customer, page } = await ownedThread(desk, await openAs("agent"));
	await expect(message(page, "在吗")).toBeVisible();
	const other = await page.context().newPage();
	for (const tab of [page, other]) await tab.goto("/inbox?view=closed");
	// Drawn by the server without, by the browser with the number; whatever it is, both say the same.
	for (const tab of [page, other]) await expect.poll(() => heldBy(tab)).toContain("kefu-in-sight");
	await expect.poll(async () => (await numberInTitle(page)) - (await numberInTitle(other))).toBe(0);
	const before = await numberInTitle(page);

	await customer.says("还在吗");
	for (const tab of [page, other]) await expect.poll(() => numberInTitle(tab)).toBe(before + 1);
	await expect.poll(() => numberOnIcon(page)).toBe(before + 1 > 9 ? "9+" : String(before + 1));
	const queued = await newCustomer(desk);
	await queued.says("转人工");
	for (const tab of [page, other]) await expect.poll(() => numberInTitle(tab)).toBe(before + 2);

	// Read in one tab, taken in it: gone from both. Another page of the console has the number, too.
	await openThread(page, await customer.conversationId());
	for (const tab of [page, other]) await expect.poll(() => numberInTitle(tab)).toBe(before + 1);
	await openThread(page, await queued.conversationId());
	await header(page).getByRole("button", { name: "领取" }).click();
	for (const tab of [page, other]) await expect.poll(() => numberInTitle(tab)).toBe(before);
	if (before === 0) expect(await numberOnIcon(page)).toBeNull();
});

test("one tab sounds for all, each kind of news in its way, and never for what is being read", async ({
	desk,
	openAs,
}) => {
	const page = await openAs("agent");
	await prefer(page, { sound: "all" });
	try {
		await listenTo(page);
		const { customer, id } = await ownedThread(desk, page);
		const other = await page.context().newPage();
		await other.goto("/inbox");
		await expect.poll(() => heldBy(page)).toContain("kefu-sound");
		await expect.poll(() => heldBy(page)).toContain(`kefu-reading:${id}`);
		const heard = async () => [...(await tonesOf(page)), ...(await tonesOf(other))];

		await customer.says("正在看的会话");
		await expect(message(page, "正在看的会话")).toBeVisible();
		expect(await heard()).toEqual([]);

		const queued = await newCustomer(desk);
		await queued.says("转人工");
		await expect.poll(heard).toEqual([QUEUE_TONE, 440]);

		await page.goto("/inbox");
		await expect.poll(() => heldBy(page)).not.toContain(`kefu-reading:${id}`);
		// The first tab began anew: what it heard before is forgotten with it.
		const before = await heard();
		await expect.poll(() => heldBy(page)).toContain("kefu-sound");
		await customer.says("不在看的会话");
		await expect.poll(async () => (await heard()).slice(before.length)).toEqual([MESSAGE_TONE, 1175]);
	} finally {
		await prefer(page, DEFAULTS);
	}
});

test("a window about to close stands over the list, amber and then red, and sounds when it comes near", async ({
	desk,
	openAs,
}) => {
	const page = await openAs("agent");
	await listenTo(page);
	const { customer, id } = await ownedThread(desk, page);
	await page.goto("/inbox");
	await expect.poll(() => heldBy(page)).toContain("kefu-sound");
	const closesIn = (minutes: number) =>
		desk.sql(
			`UPDATE reply_grants SET granted_at = now() - interval '47 hours', expires_at = now() + make_interval(mins => $2)
				WHERE conversation_id = $1 AND kind = 'message'`,
			[id, minutes],
		);
	const lookAgain = async () => {
		await page.evaluate(() => window.dispatchEvent(new Event("focus")));
		return tonesOf(page);
	};
	await closesIn(20);
	await expect.poll(lookAgain).toEqual([740, 740, 988]);
	const banner = page.getByRole("region", { name: "会话列表" }).getByText(`${customer.name} 的回复窗口`);
	await expect(banner).toContainText("20 分钟后关闭");
	await closesIn(6);
	await page.reload();
	const urgent = page.getByRole("alert").filter({ hasText: customer.name });
	await expect(urgent).toContainText("6 分钟后关闭");
	await urgent.getByRole("button", { name: "去回复" }).click();
	await expect(page).toHaveURL(new RegExp(`/inbox/${id}`));
	await desk.sql("DELETE FROM reply_grants WHERE conversation_id = $1", [id]);
});

test("a colleague's note that names me is listed until I have seen it, and leads to its place", async ({
	desk,
	openAs,
	trouble,
}) => {
	const [page, colleague] = [await openAs("agent"), await openAs("agent2")];
	const customer = await newCustomer(desk);
	await customer.says("你好");
	const id = await customer.conversationId();
	await page.goto("/inbox");
	const { items } = await (await page.request.get("/api/agents")).json();
	const me = items.find(({ name }: { name: string }) => name === PEOPLE.agent.name);
	const note = { type: "note", text: `@${me.name} 这单能退吗`, clientKey: id, mentions: [me.id] };
	const posted = await colleague.request.post(`/api/conversations/${id}/messages`, { data: note });
	const { message: written } = await posted.json().then((body) => ({ message: body.message ?? body }));

	const entry = page.getByRole("button", { name: /^提到我的/ });
	await expect(entry).toHaveAccessibleName(/1 条没看/);
	trouble.expect(/api\/mentions/);
	await page.route("**/api/mentions", (route) => route.abort());
	await page.reload();
	await entry.click();
	const dialog = page.getByRole("dialog", { name: "提到我的" });
	await expect(dialog).toContainText("备注没有加载出来");
	await page.unroute("**/api/mentions");
	await dialog.getByRole("button", { name: "重试" }).click();
	await expect(dialog.getByRole("link")).toContainText(`${PEOPLE.agent2.name}${customer.name}`);
	await dialog.getByRole("link").click();
	await expect(page).toHaveURL(new RegExp(`/inbox/${id}\\?message=${written.id}$`));
	await expect(message(page, "这单能退吗")).toBeVisible();
	await expect(entry).toHaveCount(0);
	await page.reload();
	await expect(message(page, "这单能退吗")).toBeVisible();
	await expect(entry).toHaveCount(0);
});

test("in a browser as people have it: unlocked by a click, told out of sight and without a tab, once, and installable", async ({
	desk,
	baseURL,
	trouble,
}) => {
	await inOwnBrowser(baseURL ?? "", async (context) => {
		const page = context.pages()[0] ?? (await context.newPage());
		trouble.watch(page);
		await signIn(page, desk, PEOPLE.agent);
		await prefer(page, { sound: "all", showText: true });
		await context.grantPermissions(["notifications"]);
		await listenTo(page);
		await silentUntilClicked(page);
		const owned = await ownedThread(desk, page);
		await page.goto("/inbox");
		await expect(page.getByRole("list", { name: "会话", exact: true })).toBeVisible();

		await test.step("the browser keeps the page silent until somebody clicks", async () => {
			const pill = page.getByRole("button", { name: "点一下开启提示音" });
			await expect(pill).toBeVisible();
			await owned.customer.says("没人听见");
			await expect(page.getByRole("button", { name: "有新消息没出声，点一下开启提示音" })).toBeVisible();
			expect(await tonesOf(page)).toEqual([]);
			await page.getByRole("button", { name: "有新消息没出声，点一下开启提示音" }).click();
			await expect(pill).toHaveCount(0);
			await expect.poll(() => heldBy(page)).toContain("kefu-sound");
			await owned.customer.says("有人听见");
			await expect.poll(() => tonesOf(page)).toEqual([MESSAGE_TONE, 1175]);
			await page.evaluate(async () => void (await navigator.serviceWorker.ready));
			expect(await notifications(page), "the page is in sight").toEqual([]);
		});

		const place = { url: `/inbox/${owned.id}` };
		const deliver = await pushTo(page);
		const push = (text: string, at: string) => deliver({ ...alertOf(owned), text, at });

		await test.step("out of sight: a notification, and none twice when the push comes, too", async () => {
			await setInSight(page, false);
			await expect.poll(() => heldBy(page)).not.toContain("kefu-in-sight");
			await owned.customer.says("看不到的时候");
			const one = { ...place, title: expect.stringContaining(owned.customer.name), body: "看不到的时候" };
			await expect.poll(() => notifications(page)).toEqual([one]);
			await clickNotification(page, place.url);
			await expect(page).toHaveURL(new RegExp(place.url));
			await expect.poll(() => notifications(page)).toEqual([]);
			const [written] = await desk.sql(
				"SELECT last_message ->> 'at' AS at FROM conversations WHERE id = $1",
				[owned.id],
			);
			await page.goto("about:blank");
			await push("看不到的时候", new Date(written?.at).toISOString());
			await push("没有标签页的时候", new Date(Date.parse(written?.at) + 9000).toISOString());
			await page.goto("/inbox");
			await expect.poll(() => notifications(page)).toMatchObject([{ ...place, body: "没有标签页的时候" }]);
		});

		await test.step("nothing is in the way of installing it", async () => {
			const cdp = await context.newCDPSession(page);
			const { installabilityErrors } = await cdp.send("Page.getInstallabilityErrors");
			expect(installabilityErrors).toEqual([]);
			const { errors, data } = await cdp.send("Page.getAppManifest");
			expect(errors).toEqual([]);
			const { name, icons } = JSON.parse(data ?? "{}");
			expect([name, icons.length]).toEqual(["客服台", 3]);
			for (const { src, sizes } of icons) expect(await sizeOf(page, src)).toBe(sizes);
		});

		await test.step("without the server: a page that says so, and the way back", async () => {
			trouble.expect(/answer 503|ERR_INTERNET_DISCONNECTED/);
			await context.setOffline(true);
			await page.goto("/inbox");
			await expect(page.getByRole("heading", { name: "连不上服务器" })).toBeVisible();
			await context.setOffline(false);
			await page.getByRole("link", { name: "重试" }).click();
			await expect(page.getByRole("list", { name: "会话", exact: true })).toBeVisible();
		});
		await prefer(page, DEFAULTS);
	});
});

/** Names of the locks that the tabs of this browser hold. */
const heldBy = (page: Page): Promise<(string | undefined)[]> =>
	page.evaluate(async () => (await navigator.locks.query()).held?.map(({ name }) => name) ?? []);

const alertOf = ({ id, customer }: { id: string; customer: { name: string } }) => ({
	kind: "message",
	conversationId: id,
	url: `/inbox/${id}`,
	customer: customer.name,
	channel: "栗子门店",
	by: null,
	unassigned: false,
	language: "zh-CN",
});

/** How a push service reaches this browser: `await (await pushTo(page))(alert)`. */
async function pushTo(page: Page): Promise<(alert: object) => Promise<void>> {
	const cdp = await page.context().newCDPSession(page);
	const registered = new Promise<string>((resolve) => {
		cdp.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
			const known = registrations.find(({ isDeleted }) => !isDeleted);
			if (known) resolve(known.registrationId);
		});
	});
	await cdp.send("ServiceWorker.enable");
	const registrationId = await registered;
	const { origin } = new URL(page.url());
	return async (alert) => {
		await cdp.send("ServiceWorker.deliverPushMessage", {
			origin,
			registrationId,
			data: JSON.stringify(alert),
		});
	};
}

/** Width and height of a picture as it is served. */
const sizeOf = (page: Page, src: string): Promise<string> =>
	page.evaluate(async (url) => {
		const bitmap = await createImageBitmap(await (await fetch(url)).blob());
		return `${bitmap.width}x${bitmap.height}`;
	}, src);
