/** What every browser test starts from: app, simulator and demo data, one set a worker, and a page that tells of trouble. */
import { test as base, expect, type Page } from "@playwright/test";
import { type Simulator, startSimulator } from "@/simulator/server";
import { type App, seedApp, startApp } from "@/tests/support/app";
import { collectTrouble, type Trouble } from "@/tests/support/browser-trouble";

/** The people of the demo seed. */
export const PEOPLE = {
	admin: { email: "admin@example.com", password: "kefu-demo-admin" },
	agent: { email: "agent@example.com", password: "kefu-demo-agent" },
	agent2: { email: "agent2@example.com", password: "kefu-demo-agent" },
} as const;

interface Desk {
	app: App;
	simulator: Simulator;
	/** `control("POST /chat/<appid>/<user>/text", { content })`: a call of the simulator, under `/_sim`. */
	control(call: string, body?: unknown): Promise<unknown>;
}

interface WorkerFixtures {
	desk: Desk;
}

interface TestFixtures {
	/** Trouble that the test is about must be expected by name; any other fails it. */
	trouble: Trouble;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
	desk: [
		// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the braces
		async ({}, use) => {
			const simulator = await startSimulator({ port: 0 });
			const app = await startApp({ simulatorUrl: simulator.url });
			await seedApp(app);
			await use({ app, simulator, control: controlOf(simulator) });
			await app.stop();
			await simulator.close();
		},
		{ scope: "worker", timeout: 120_000 },
	],
	baseURL: async ({ desk }, use) => use(desk.app.url),
	// biome-ignore lint/correctness/noEmptyPattern: as above
	trouble: async ({}, use) => {
		const trouble = collectTrouble();
		await use(trouble);
		expect(trouble.unexpected(), "trouble in the browser").toEqual([]);
	},
	page: async ({ page, trouble }, use) => {
		trouble.watch(page);
		await use(page);
	},
});

/** Signs a page in without the form, which has tests of its own. */
export async function signIn(page: Page, who: keyof typeof PEOPLE): Promise<void> {
	const csrf = await page.request.get("/api/auth/csrf");
	const { csrfToken } = (await csrf.json()) as { csrfToken: string };
	const form = { ...PEOPLE[who], csrfToken, json: "true" };
	const answer = await page.request.post("/api/auth/callback/credentials", { form });
	expect(answer.status(), `sign-in of ${who}`).toBe(200);
}

export { expect };

function controlOf(simulator: Simulator): Desk["control"] {
	return async (call, body) => {
		const [method, path] = call.split(" ");
		const response = await fetch(`${simulator.url}/_sim${path}`, {
			method,
			headers: { "content-type": "application/json" },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const answer: unknown = await response.json();
		if (!response.ok) throw new Error(`${call}: ${JSON.stringify(answer)}`);
		return answer;
	};
}
