/** The simulated WeChat in this process, for tests of the `db` project: it answers what the app sends and pushes to a door. */
import { afterAll } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/server";

// biome-ignore lint/suspicious/noExplicitAny: answers of the control API are looked into freely by tests
export type Json = any;

export interface Wechat {
	simulator: Simulator;
	/** `"POST /reset"`, a call under `/_sim`; a refusal throws with the simulator's own words. */
	control(call: string, body?: unknown): Promise<Json>;
	/** What WeChat has accepted from us for this user, oldest first. */
	received(appId: string, user: string): Promise<string[]>;
	/** How often an API path was called since the record was last cleared. */
	calls(path: string): Promise<number>;
}

/** Starts it on a free port, before anything reads the environment; it ends with the file. */
export async function startWechat(): Promise<Wechat> {
	const simulator = await startSimulator({ port: 0, seed: "test" });
	process.env.WECHAT_API_URL = simulator.url;
	afterAll(() => simulator.close());
	const control: Wechat["control"] = async (call, body) => {
		const [method, path] = call.split(" ");
		const response = await fetch(`${simulator.url}/_sim${path}`, {
			method,
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const answer: Json = await response.json();
		if (!response.ok) throw new Error(`${call}: ${JSON.stringify(answer)}`);
		return answer;
	};
	return {
		simulator,
		control,
		async received(appId, user) {
			const { items } = await control(`GET /chat/${appId}/${user}/transcript`);
			return items.filter((item: Json) => item.from === "api").map((item: Json) => item.text ?? item.content);
		},
		async calls(path) {
			const { items } = await control("GET /log?kind=api&limit=500");
			return items.filter((item: Json) => item.request.url.includes(path)).length;
		},
	};
}
