/** What every browser test starts from: the desk, one a worker, and pages that tell of trouble. */
import { type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import { type Desk, openDesk, type Person } from "@/tests/support/browser-desk";
import { collectTrouble, type Trouble } from "@/tests/support/browser-trouble";

/** The people of the demo seed. */
export const PEOPLE = {
	admin: { email: "admin@example.com", password: "kefu-demo-admin", name: "王琳" },
	agent: { email: "agent@example.com", password: "kefu-demo-agent", name: "林晓" },
	agent2: { email: "agent2@example.com", password: "kefu-demo-agent", name: "周子墨" },
} as const;

interface WorkerFixtures {
	desk: Desk;
}

interface TestFixtures {
	/** Trouble that the test is about must be expected by name; any other fails it. */
	trouble: Trouble;
	/** A page in a browser of its own, in which this person is signed in. */
	openAs(who: keyof typeof PEOPLE | Person, options?: BrowserContextOptions): Promise<Page>;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
	desk: [
		// biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the braces
		async ({}, use) => {
			const desk = await openDesk();
			await use(desk);
			await desk.close();
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
		await use(patient(page));
	},
	openAs: async ({ browser, desk, trouble }, use) => {
		const closing: (() => Promise<void>)[] = [];
		await use(async (who, options) => {
			const context = await browser.newContext(options);
			closing.push(() => context.close());
			const page = await context.newPage();
			trouble.watch(page);
			await signIn(page, desk, typeof who === "string" ? PEOPLE[who] : who);
			return patient(page);
		});
		for (const close of closing) await close();
	},
});

/** After going to a page of the console, waits until it is alive: the server draws it before any key or click is heard. */
function patient(page: Page): Page {
	const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
	page.goto = async (...going) => {
		// A change of the address that was under way may win: Next.js then loads that page as a whole, and ends this going.
		const answer = await goto(...going).catch((error: Error) => {
			if (!error.message.includes("ERR_ABORTED")) throw error;
			return goto(...going);
		});
		await untilAlive(page);
		return answer;
	};
	page.reload = async (...again) => {
		const answer = await reload(...again);
		await untilAlive(page);
		return answer;
	};
	return page;
}

async function untilAlive(page: Page): Promise<void> {
	const shell = await page.locator("a[href='#thread']").count();
	if (shell > 0) await expect(page.locator("html")).toHaveAttribute("data-keys", "heard");
}

/** Signs a page in without the form, which has tests of its own; whoever was signed in before stays so. */
export async function signIn(page: Page, desk: Desk, { email, password }: Person): Promise<void> {
	const kept = desk.sessions.get(email);
	if (kept) return page.context().addCookies(kept);
	const csrf = await page.request.get("/api/auth/csrf");
	const { csrfToken } = (await csrf.json()) as { csrfToken: string };
	const form = { email, password, csrfToken, json: "true" };
	const answer = await page.request.post("/api/auth/callback/credentials", { form });
	expect(answer.status(), `sign-in of ${email}`).toBe(200);
	desk.sessions.set(email, await page.context().cookies());
}

export { expect };
