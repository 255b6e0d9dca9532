// Before all else: Next looks for AsyncLocalStorage when its files load.
import "next/dist/server/node-environment-baseline";

import { expect, test } from "vitest";
import { GET } from "@/app/api/search/route";
import { rows } from "@/lib/db";
import { tendSearchIndex } from "@/lib/search/tend-index";
import { makeAgent, makeChannel, writeFirst } from "@/tests/support/desk";
import { cookieOf, within } from "@/tests/support/request-scope";

const channel = await makeChannel("search-route");
await writeFirst(channel, "oRoute", "请问什么时候发货");
const agent = await makeAgent("林晓");

async function get(query: Record<string, string>, signedIn = true) {
	const headers: HeadersInit = signedIn ? { cookie: await cookieOf(agent.agent.id) } : {};
	const request = new Request(`http://127.0.0.1:3000/api/search?${new URLSearchParams(query)}`, { headers });
	const response = await within(GET, request, { params: Promise.resolve({}) });
	return { status: response.status, body: await response.json() };
}

test("the API answers a signed-in person with hits and a cursor", async () => {
	const { status, body } = await get({ q: "发货" });
	expect(status).toBe(200);
	expect(body).toMatchObject({
		items: [{ kind: "message", snippet: { text: "请问什么时候发货", ranges: [[6, 8]] } }],
		nextCursor: null,
	});
	expect((await get({ q: "发货" }, false)).status).toBe(401);
});

test.each([
	[{}],
	[{ q: "" }],
	[{ q: "，。" }],
	[{ q: "a\0b" }],
	[{ q: "字".repeat(101) }],
	[{ q: "发货", kind: "everything" }],
	[{ q: "发货", limit: "51" }],
	[{ q: "发货", cursor: "x" }],
])("what cannot be searched for is 400: %j", async (query) => {
	const { status, body } = await get(query as Record<string, string>);
	expect(status).toBe(400);
	expect(body.error.code).toBe("bad_request");
});

test("what was written is found the same before and after the index was tended", async () => {
	const pending = async () => {
		const before = (await get({ q: "什么" })).body;
		await tendSearchIndex(new Date());
		return [before, (await get({ q: "什么" })).body];
	};
	const [before, after] = await pending();
	expect(before.items).toHaveLength(1);
	expect(after).toEqual(before);
	const [left] = await rows<{ pages: string }>({
		text: "SELECT gin_clean_pending_list('messages_search')::text AS pages",
	});
	expect(left).toEqual({ pages: "0" });
});
