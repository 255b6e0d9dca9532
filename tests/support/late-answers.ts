/** Answers of the server that arrive when a test says so, as they do over a bad line: after what happened meanwhile. */
import type { Page } from "@playwright/test";

interface LateAnswers {
	/** Once the server has answered one of them. */
	answered: Promise<void>;
	/** Lets them arrive, and later ones at once. */
	come(): void;
}

export async function lateAnswers(page: Page, url: RegExp): Promise<LateAnswers> {
	let come = () => {};
	const held = new Promise<void>((resolve) => {
		come = resolve;
	});
	let tell = () => {};
	const answered = new Promise<void>((resolve) => {
		tell = resolve;
	});
	await page.route(url, async (route) => {
		const answer = await route.fetch();
		tell();
		await held;
		await route.fulfill({ response: answer });
	});
	return { answered, come: () => come() };
}
