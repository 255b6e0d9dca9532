import type { Page } from "@playwright/test";

/** What went wrong in the browser without anybody asking for it. */
export interface Trouble {
	/** Watches this page too; the page of the test is watched already. */
	watch(page: Page): void;
	/** From here on, trouble whose text fits `pattern` is what the test is about. */
	expect(pattern: RegExp): void;
	/** Everything not expected, one line each. */
	unexpected(): string[];
}

/** Collects errors in the console, uncaught exceptions, requests that failed, and answers from 400 up. */
export function collectTrouble(): Trouble {
	const seen: string[] = [];
	const expected: RegExp[] = [];
	return {
		watch: (page) => watch(page, (line) => seen.push(line)),
		expect: (pattern) => expected.push(pattern),
		unexpected: () => seen.filter((line) => !expected.some((pattern) => pattern.test(line))),
	};
}

function watch(page: Page, tell: (line: string) => void): void {
	page.on("console", (message) => {
		// The browser repeats each refused request here, without saying which; `response` knows.
		if (message.type() !== "error" || message.text().startsWith("Failed to load resource")) return;
		// A network that goes away while the browser fetches the service worker: the page carries on without.
		if (message.text() === "An unknown error occurred when fetching the script.") return;
		tell(`console.error: ${message.text()}`);
	});
	page.on("pageerror", (error) => tell(`uncaught: ${error.stack ?? error.message}`));
	page.on("requestfailed", (request) => {
		const reason = request.failure()?.errorText ?? "";
		// A page that is left ends its open streams and prefetches.
		if (reason !== "net::ERR_ABORTED") tell(`request failed: ${request.method()} ${request.url()} ${reason}`);
	});
	page.on("response", (response) => {
		if (response.status() >= 400) {
			tell(`answer ${response.status()}: ${response.request().method()} ${response.url()}`);
		}
	});
}
