import type { Page, Request } from "@playwright/test";
import { openInbox, SETTLE_MS, type Stage } from "./screen-stage";

interface File {
	name: string;
	/** As transferred, compressed. */
	bytes: number;
}

export interface Weight {
	/** Scripts that the page itself names: without them nothing can be done with it. The heaviest first. */
	needed: File[];
	/** Scripts that come by themselves once it rests, so that they are there when they are wanted. */
	later: File[];
	/** Everything until then. */
	allBytes: number;
}

/** What a browser that was never here gets: of the inbox, and of the inbox that begins with a conversation. */
export async function measureWeight(stage: Stage): Promise<{ inbox: Weight; opened: Weight }> {
	const inbox = await weigh(stage.page, async () => {
		await stage.page.goto("/inbox");
		await stage.page.locator("a[data-conversation-id]").first().waitFor();
		await stage.page.waitForTimeout(SETTLE_MS);
	});
	const browser = stage.page.context().browser();
	if (!browser) throw new Error("the page has no browser of its own");
	const storageState = await stage.page.context().storageState();
	const context = await browser.newContext({ baseURL: stage.url, locale: "zh-CN", storageState });
	const page = await context.newPage();
	const opened = await weigh(page, () => openInbox({ ...stage, page }));
	await context.close();
	return { inbox, opened };
}

async function weigh(page: Page, open: () => Promise<void>): Promise<Weight> {
	const finished: Request[] = [];
	page.on("requestfinished", (request) => finished.push(request));
	await open();
	const weight: Weight = { needed: [], later: [], allBytes: 0 };
	const named = (await Promise.all(finished.filter(isPage).map(textOf))).join();
	for (const request of finished) {
		const { responseBodySize: bytes } = await request.sizes();
		weight.allBytes += bytes;
		if (request.resourceType() !== "script") continue;
		const { pathname } = new URL(request.url());
		const name = pathname.split("/").at(-1) ?? "";
		(named.includes(`src="${pathname}"`) ? weight.needed : weight.later).push({ name, bytes });
	}
	weight.needed.sort((a, b) => b.bytes - a.bytes);
	return weight;
}

const isPage = (request: Request): boolean => request.resourceType() === "document";

const textOf = async (request: Request): Promise<string> => (await request.response())?.text() ?? "";
