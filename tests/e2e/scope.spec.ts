/** An agent of one channel neither finds nor reaches what belongs to another. */
import { header, message, openThread, row } from "@/tests/support/console-page";
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

test("a channel that is taken away takes its open thread along; given back, the thread is there and lives", async ({
	desk,
	openAs,
	trouble,
}) => {
	// What was read a moment before may be told after.
	trouble.expect(/answer 404: (GET|PUT .*\/read)/);
	const customer = await newCustomer(desk, "demo-json");
	await customer.says("转人工");
	const agent = await newAgent(desk, "调岗的客服", ["demo-json"]);
	const page = await openAs(agent);
	const syncNow = () => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
	await page.goto("/inbox?view=unassigned");
	await row(page, customer).click();
	await expect(message(page, "转人工").first()).toBeVisible();

	await desk.sql("DELETE FROM agent_channels WHERE agent_id = $1", [agent.id]);
	await syncNow();
	await expect(page.getByText("找不到这个会话")).toBeVisible();
	await expect(message(page, "转人工")).toHaveCount(0);

	await desk.sql("INSERT INTO agent_channels (agent_id, channel_id) VALUES ($1, 'demo-json')", [agent.id]);
	await page.getByRole("button", { name: "回到列表" }).click();
	await customer.says("还在吗");
	await row(page, customer).click();
	await expect(message(page, "还在吗")).toBeVisible();
	await customer.says("在看什么");
	await expect(message(page, "在看什么")).toBeVisible();
});
