/** Answers of the server that arrive when a test says so, as they do over a bad line: after what happened meanwhile. */
import type { Page, Route } from "@playwright/test";

interface LateAnswers {
	/** Once the server has answered one of them. */
	answered: Promise<void>;
	/** Lets them arrive, and later ones at once. */
	come(): void;
}

/** Of all requests to this address, or of the first `times`. */
export async function lateAnswers(page: Page, url: RegExp, times?: number): Promise<LateAnswers> {
	let come = () => {};
	const held = new Promise<void>((resolve) => {
		come = resolve;
	});
	let tell = () => {};
	const answered = new Promise<void>((resolve) => {
		tell = resolve;
	});
	const hold = async (route: Route) => {
		const answer = await route.fetch();
		tell();
		await held;
		await route.fulfill({ response: answer });
	};
	await page.route(url, hold, { times });
	return { answered, come: () => come() };
}
