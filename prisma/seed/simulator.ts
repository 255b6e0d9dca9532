import { env } from "@/lib/env";

/** One call of the simulator's control API. @throws Error with the simulator's own words */
export async function control(method: "GET" | "POST", path: string, body?: unknown): Promise<unknown> {
	const url = new URL(`/_sim${path}`, env().WECHAT_API_URL);
	const response = await fetch(url, {
		method,
		headers: { "content-type": "application/json" },
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	if (!response.ok) throw new Error(`the simulator refused ${path}: ${await response.text()}`);
	return response.json();
}
