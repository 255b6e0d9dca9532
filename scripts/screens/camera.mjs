import { mkdirSync, writeFileSync } from "node:fs";
import sharp from "sharp";
import { chromiumArguments } from "../chromium.mjs";
import { atEnd } from "../command.mjs";
import { inProject } from "../project.mjs";
import { NOW } from "./time.mjs";

const THEMES = ["light", "dark"];
/** As sharp as the pictures of the design. */
const SCALE = { desktop: 1.25, phone: 2 };
const SETTLED_WITHIN_MS = 8000;
const QUIET_MS = 150;
const QUIET_WITHIN_MS = 2500;
/** Interfaces have few colours; with these no edge of a letter looks different. */
const PNG = { palette: true, colours: 192, effort: 10, dither: 0 };

export const folder = inProject("docs", "screens");

/** What a screen needs is not in the product yet. */
class Missing extends Error {}

/** @returns {Promise<{ take: (screen: object) => Promise<{ skipped?: string, files: string[] }>, fontsMissing: boolean }>} */
export async function openCamera(desk, people, customers) {
	const { chromium, devices } = await import("@playwright/test");
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM_PATH || undefined,
		args: [...chromiumArguments, "--font-render-hinting=none"],
	});
	atEnd(() => browser.close());
	mkdirSync(folder, { recursive: true });
	const base = {
		baseURL: desk.url,
		timezoneId: "Asia/Shanghai",
		reducedMotion: "reduce",
		colorScheme: "light",
	};

	async function open({ as = "agent", width = 1440, height = 900, phone = false, locale = "zh-CN" }) {
		const device = phone ? { ...devices["Pixel 7"], defaultBrowserType: undefined } : {};
		const options = { ...device, ...base, locale, viewport: { width, height } };
		const context = await browser.newContext({
			...options,
			// What goes through one is not held up by `page.route`.
			serviceWorkers: "block",
			deviceScaleFactor: SCALE[phone ? "phone" : "desktop"],
		});
		context.setDefaultTimeout(SETTLED_WITHIN_MS);
		if (as !== "nobody") await context.addCookies(people[as].cookies);
		await context.addCookies([{ name: "locale", value: locale, url: desk.url }]);
		return context;
	}

	/** What the pictures before have left: words at a field, colleagues who looked. */
	async function forgetEarlier() {
		await desk.sql("DELETE FROM drafts WHERE conversation_id <> $1", [await customers.mia?.id()]);
		await desk.sql("DELETE FROM conversation_viewers");
	}

	async function take(screen) {
		await desk.time.set(screen.at ?? NOW);
		await forgetEarlier();
		const context = await open(screen);
		try {
			const page = await context.newPage();
			const quiet = watchRequests(page);
			const stage = {
				...desk,
				people,
				customers,
				page,
				context,
				need: (what, locator) => need(what, locator),
			};
			const path = typeof screen.path === "function" ? await screen.path(stage) : (screen.path ?? "/inbox");
			await screen.before?.(stage);
			await page.goto(path);
			await page.waitForFunction(isAwake);
			await screen.prepare?.(stage);
			if (screen.settle !== false) await settle(page, quiet);
			const files = [];
			for (const theme of screen.themes ?? THEMES) files.push(await shoot(page, screen, theme));
			return { files };
		} catch (error) {
			if (error instanceof Missing) return { skipped: error.message, files: [] };
			throw error;
		} finally {
			await screen.after?.({ ...desk, people, customers });
			await context.close();
		}
	}

	return { take, fontsMissing: await drawsBoxes(browser) };
}

/** Waits for what must be there; a screen without it is left out. */
async function need(what, locator) {
	const found = await locator
		.first()
		.waitFor({ state: "visible", timeout: 2500 })
		.then(() => true)
		.catch(() => false);
	if (!found) throw new Missing(what);
	return locator.first();
}

/** In the browser: everything that can be pressed or written in listens, and times are drawn. */
function isAwake() {
	const controls = [...document.querySelectorAll("main, a[href], button, input, textarea")];
	return (
		controls.length > 0 &&
		controls.every((control) => Object.keys(control).some((key) => key.startsWith("__reactProps")))
	);
}

/** Gives back a wait for the moment in which nothing is being asked but for what never ends, or is being held up. */
function watchRequests(page) {
	const open = new Set();
	page.on("request", (request) => {
		if (!request.url().endsWith("/api/live")) open.add(request);
	});
	for (const end of ["requestfinished", "requestfailed"]) page.on(end, (request) => open.delete(request));
	return async () => {
		const deadline = Date.now() + QUIET_WITHIN_MS;
		let quietSince = Date.now();
		while (Date.now() < deadline && Date.now() - quietSince < QUIET_MS) {
			await page.waitForTimeout(20);
			if (open.size > 0) quietSince = Date.now();
		}
	};
}

/** Fonts and pictures are there, and nothing says that it is still loading. */
async function settle(page, quiet) {
	await quiet();
	await page.evaluate(() => document.fonts.ready);
	await page.waitForFunction(
		() =>
			[...document.images].every((image) => image.complete) && !document.querySelector("[aria-busy=true]"),
		undefined,
		{ timeout: SETTLED_WITHIN_MS },
	);
}

async function shoot(page, { name, clip, margin = 0 }, theme) {
	await page.evaluate(async (value) => {
		document.documentElement.dataset.theme = value;
		for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
	}, theme);
	const area = clip ? await areaOf(page, clip(page), margin) : undefined;
	const picture = await page.screenshot({ clip: area, animations: "disabled", caret: "hide" });
	const file = theme === "light" ? `${name}.png` : `${name}-${theme}.png`;
	writeFileSync(`${folder}/${file}`, await sharp(picture).png(PNG).toBuffer());
	return file;
}

async function areaOf(page, locators, margin) {
	const boxes = await Promise.all([locators].flat().map((locator) => locator.first().boundingBox()));
	const seen = boxes.filter(Boolean);
	if (seen.length === 0) throw new Error("nothing to be shown");
	const { width, height } = page.viewportSize();
	const left = Math.max(0, Math.min(...seen.map(({ x }) => x)) - margin);
	const top = Math.max(0, Math.min(...seen.map(({ y }) => y)) - margin);
	const right = Math.min(width, Math.max(...seen.map((box) => box.x + box.width)) + margin);
	const bottom = Math.min(height, Math.max(...seen.map((box) => box.y + box.height)) + margin);
	return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Without a Chinese font every character is the same box. */
async function drawsBoxes(browser) {
	const page = await browser.newPage();
	const [one, other] = await page.evaluate(() =>
		["永", "国"].map((character) => {
			const canvas = document.createElement("canvas");
			const pen = canvas.getContext("2d");
			pen.font = "40px sans-serif";
			pen.fillText(character, 10, 60);
			return canvas.toDataURL();
		}),
	);
	await page.close();
	return one === other;
}
