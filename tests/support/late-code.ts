/** Code of the page that comes on demand, as it comes over a bad line. */
import type { Page } from "@playwright/test";

interface LateCode {
	/** From now on it is asked for in vain, */
	fail(): void;
	/** or waited for, */
	hold(): void;
	/** or comes, to those who wait for it, too. */
	come(): void;
}

/** The chunks in which these words stand, or all for none; until told otherwise they cannot be had. */
export async function lateCode(page: Page, words: string): Promise<LateCode> {
	let way: "fail" | "hold" | "come" = "fail";
	let waiting: (() => void)[] = [];
	await page.route("**/_next/static/chunks/*.js", async (route) => {
		const answer = await route.fetch();
		if (!(await answer.text()).includes(words)) return route.fallback();
		if (way === "fail") return route.abort("failed");
		if (way === "hold") await new Promise<void>((go) => waiting.push(go));
		return route.fulfill({ response: answer });
	});
	return {
		fail: () => {
			way = "fail";
		},
		hold: () => {
			way = "hold";
		},
		come: () => {
			way = "come";
			for (const go of waiting) go();
			waiting = [];
		},
	};
}
