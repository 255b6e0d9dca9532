/** What a page tells its agent beside what it draws: sounds, notifications, the tab. */
import type { Page } from "@playwright/test";

/** Notes the pitch of every tone that the pages of this one's browser begin. To be called before the page is opened. */
export const listenTo = (page: Page): Promise<unknown> =>
	page.context().addInitScript(() => {
		const tones: number[] = [];
		Object.assign(window, { tones });
		const { start } = OscillatorNode.prototype;
		OscillatorNode.prototype.start = function (when) {
			tones.push(Math.round(this.frequency.value));
			start.call(this, when);
		};
	});

/**
 * Keeps pages silent until somebody clicks, as a person's browser does. Chromium takes each look of Playwright at a page for a
 * gesture, so that its own rule would never be met in a test. To be called before the page is opened.
 */
export const silentUntilClicked = (page: Page): Promise<unknown> =>
	page.context().addInitScript(() => {
		let clicked = false;
		window.addEventListener("pointerdown", ({ isTrusted }) => (clicked ||= isTrusted), { capture: true });
		const { resume } = AudioContext.prototype;
		AudioContext.prototype.resume = async function () {
			if (clicked) await resume.call(this);
		};
		const state = Object.getOwnPropertyDescriptor(BaseAudioContext.prototype, "state");
		Object.defineProperty(BaseAudioContext.prototype, "state", {
			...state,
			get() {
				return clicked ? state?.get?.call(this) : "suspended";
			},
		});
	});

/** The tones since the page was opened, oldest first. */
export const tonesOf = (page: Page): Promise<number[]> =>
	page.evaluate(() => (window as unknown as { tones: number[] }).tones);

/** Puts the page out of sight, or back. Playwright's pages are all in sight, always. */
export const setInSight = (page: Page, inSight: boolean): Promise<void> =>
	page.evaluate((visible) => {
		const state = visible ? "visible" : "hidden";
		Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
		document.hasFocus = () => visible;
		document.dispatchEvent(new Event("visibilitychange"));
		window.dispatchEvent(new Event(visible ? "focus" : "blur"));
	}, inSight);

/** The number before the title; 0 without. */
export const numberInTitle = async (page: Page): Promise<number> =>
	Number(/^\((\d+)\+?\) /.exec(await page.title())?.[1] ?? 0);

/** The number on the tab's icon; null when it is the plain one. */
export async function numberOnIcon(page: Page): Promise<string | null> {
	const href = await page.locator('link[rel="icon"]').first().getAttribute("href");
	return /<text[^>]*>([^<]*)</.exec(decodeURIComponent(href ?? ""))?.[1] ?? null;
}

interface Shown {
	title: string;
	body: string;
	url: string;
}

/** Notifications that stand on the desktop. */
export const notifications = (page: Page): Promise<Shown[]> =>
	page.evaluate(async () => {
		const registration = await navigator.serviceWorker.ready;
		const standing = await registration.getNotifications();
		return standing.map(({ title, body, data }) => ({ title, body, url: data.url }));
	});

/** A person clicks on the notification that leads there. */
export async function clickNotification(page: Page, url: string): Promise<void> {
	const worker = page.context().serviceWorkers()[0];
	if (!worker) throw new Error("no service worker runs");
	await worker.evaluate(async (wanted) => {
		const scope = self as unknown as {
			registration: ServiceWorkerRegistration;
			NotificationEvent: new (type: string, init: { notification: Notification }) => Event;
		};
		const standing = await scope.registration.getNotifications();
		const notification = standing.find(({ data }) => data.url === wanted);
		if (!notification) throw new Error(`no notification leads to ${wanted}`);
		self.dispatchEvent(new scope.NotificationEvent("notificationclick", { notification }));
	}, url);
}
