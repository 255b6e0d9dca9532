/** Answers of the server that come late, and say something else than the first. */
import type { Page, Route } from "@playwright/test";
import { expect } from "@/tests/support/e2e";
import type { Json } from "@/tests/support/simulator";

/** Lets the first answer through; those after it wait, and then say something else. */
export async function holdBack(page: Page, path: RegExp, change: (items: Json[]) => Json[]) {
	const held: Route[] = [];
	let asked = 0;
	const answer = async (route: Route) => {
		const response = await route.fetch();
		const body = await response.json();
		await route.fulfill({ response, json: { ...body, items: change(body.items) } });
	};
	await page.route(path, (route) => {
		asked++;
		if (asked === 1) return route.continue();
		held.push(route);
	});
	return {
		held: () => held.length,
		release: async () => {
			await expect.poll(() => held.length).toBeGreaterThan(0);
			await Promise.all(held.map(answer));
		},
	};
}
