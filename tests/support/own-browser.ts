/** A browser with a profile of its own, as people have: notifications, push and installing are not to be had in a private one. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type BrowserContext, chromium } from "@playwright/test";
import { chromiumArguments, findChromium } from "@/scripts/chromium.mjs";

/** `work` gets it; afterwards browser and profile are gone. */
export async function inOwnBrowser(
	baseURL: string,
	work: (context: BrowserContext) => Promise<void>,
): Promise<void> {
	const profile = mkdtempSync(path.join(tmpdir(), "kefu-profile-"));
	const context = await chromium.launchPersistentContext(profile, {
		executablePath: findChromium(),
		args: chromiumArguments,
		baseURL,
		locale: "zh-CN",
		timezoneId: "Asia/Shanghai",
		viewport: { width: 1440, height: 900 },
		reducedMotion: "reduce",
	});
	try {
		await work(context);
	} finally {
		await context.close();
		rmSync(profile, { recursive: true, force: true });
	}
}
