/** Calls a route handler as a signed-in person would over HTTP, without a server between. */
import { cookieOf, within } from "@/tests/support/request-scope";

type Handler = Parameters<typeof within<{ params: Promise<Record<string, string | undefined>> }>>[0];

interface Given {
	body?: unknown;
	query?: string;
	params?: Record<string, string | undefined>;
}

/** Status and body of a call by this person; null: nobody is signed in. */
export async function callApi(
	who: { agent: { id: string } } | null,
	handler: Handler,
	{ body, query = "", params = {} }: Given = {},
) {
	const headers = { host: "127.0.0.1:3000", cookie: who ? await cookieOf(who.agent.id) : "" };
	const request = new Request(`http://127.0.0.1:3000/api/x${query}`, {
		method: body === undefined ? "GET" : "POST",
		body: body === undefined ? undefined : JSON.stringify(body),
		headers,
	});
	const response = await within(handler, request, { params: Promise.resolve(params) });
	const text = await response.text();
	return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}
