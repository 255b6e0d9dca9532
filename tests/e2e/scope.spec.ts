/** An agent of one channel neither finds nor reaches what belongs to another. */
import { header, openThread, row } from "@/tests/support/console-page";
import { newCustomer } from "@/tests/support/customer";
import { expect, test } from "@/tests/support/e2e";
import { newAgent } from "@/tests/support/people";

test("a conversation of another channel is not in the list, and 404 by its address, whatever is asked of it", async ({
	desk,
	openAs,
	trouble,
}) => {
	const [ours, theirs] = [await newCustomer(desk, "demo-json"), await newCustomer(desk, "demo-mini")];
	for (const customer of [ours, theirs]) await customer.says("转人工");
	const [own, foreign] = [await ours.conversationId(), await theirs.conversationId()];
	const page = await openAs(await newAgent(desk, "门店客服", ["demo-json"]));

	await page.goto("/inbox?view=unassigned");
	await expect(row(page, ours)).toBeVisible();
	await expect(row(page, theirs)).toHaveCount(0);
	const channels = page.getByRole("navigation", { name: "会话视图" });
	await expect(channels.getByRole("link", { name: /^栗子门店/ })).toBeVisible();
	await expect(channels.getByRole("link", { name: /^栗子优选/ })).toHaveCount(0);

	const { request } = page;
	const [message] = await desk.sql(
		"SELECT id::text FROM messages WHERE conversation_id = $1 AND direction = 'out' LIMIT 1",
		[foreign],
	);
	const calls: [method: "get" | "post" | "put", path: string, body?: unknown][] = [
		["get", ""],
		["get", "/messages"],
		["post", "/messages", { clientKey: "k1", type: "text", text: "hi" }],
		["post", `/messages/${message.id}/retry`],
		["put", `/messages/${message.id}/outcome`, { outcome: "accepted" }],
		["put", "/mode", { mode: "agent" }],
		["post", "/claim"],
		["put", "/assignee", { agentId: null }],
		["put", "/status", { status: "closed" }],
		["put", "/draft", { text: "x" }],
		["put", "/read", { seq: 1 }],
	];
	for (const [method, path, data] of calls) {
		const answer = await request[method](`/api/conversations/${foreign}${path}`, { data });
		const nobodys = await request[method](`/api/conversations/${crypto.randomUUID()}${path}`, { data });
		expect(answer.status(), `${method} ${path}`).toBe(404);
		const [{ error }, { error: other }] = [await answer.json(), await nobodys.json()];
		expect({ ...error, requestId: "" }, "the same as for one that does not exist").toEqual({
			...other,
			requestId: "",
		});
	}
	expect((await request.get(`/api/sync?conversation=${foreign}`)).status()).toBe(404);
	const found = await (await request.get(`/api/conversations?view=all&q=${theirs.openid}`)).json();
	expect(found.items).toEqual([]);
	const elsewhere = await (await request.get("/api/conversations?view=all&channel=demo-mini")).json();
	expect(elsewhere.items).toEqual([]);

	trouble.expect(/answer 404: GET .*\/inbox\//);
	const opened = await page.goto(`/inbox/${foreign}`);
	expect(opened?.status()).toBe(404);
	await expect(page.getByText("找不到这个页面")).toBeVisible();
	expect(await page.content()).not.toContain(theirs.openid);
	await openThread(page, own);
	await expect(header(page)).toContainText(ours.name);

	const [untouched] = await desk.sql("SELECT mode, assignee_id, status FROM conversations WHERE id = $1", [
		foreign,
	]);
	expect(untouched).toEqual({ mode: "agent", assignee_id: null, status: "open" });
});

test("nothing said in another channel reaches the open screen of an agent without it", async ({
	desk,
	openAs,
}) => {
	const ours = await newCustomer(desk, "demo-json");
	await ours.says("转人工");
	const page = await openAs(await newAgent(desk, "只看门店", ["demo-json"]));
	const seen: string[] = [];
	page.on("response", async (response) => {
		if (response.url().includes("/api/")) seen.push(await response.text().catch(() => ""));
	});
	await page.goto("/inbox?view=unassigned");
	await expect(row(page, ours)).toBeVisible();
	const theirs = await newCustomer(desk, "demo-mini");
	await theirs.says("人工，别让门店看到");
	await ours.says("到我了吗");
	await expect(row(page, ours)).toContainText("到我了吗");
	await expect(row(page, theirs)).toHaveCount(0);
	expect(seen.filter((text) => text.includes("别让门店看到") || text.includes(theirs.openid))).toEqual([]);
});
