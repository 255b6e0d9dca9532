import type { Page } from "@playwright/test";
import { inProject } from "../project.mjs";

declare global {
	/** What screen-page.mjs puts there. */
	interface Window {
		kefuPaint: {
			begin(text: string, conversationId: string): void;
			seen: { row?: number | null; thread?: number | null };
		};
		kefuInteractions: Map<number, number>;
	}
}

interface Watched {
	id: string;
	/** Number of the customer, see push-packets.ts. */
	customer: number;
}

/** What a measurement in the browser works with. */
export interface Stage {
	page: Page;
	url: string;
	pushUrl: string;
	/** Unix seconds that all packets bear. */
	sentAt: number;
	/** The first is open, the second stands in the list. */
	conversations: [Watched, Watched];
	/** Number of the first packet that nobody has sent yet. */
	first: number;
	runs: number;
}

/** The newest first: where the one who has just written is in sight. */
const pathOf = ({ id }: Watched): string => `/inbox/${id}?sort=newest`;

/** Opens the inbox with a thread, and waits until the list and the thread stand and everything has been asked for. */
export async function openInbox({ page, conversations: [open] }: Stage): Promise<void> {
	await page.addInitScript({ path: inProject("scripts", "bench", "screen-page.mjs") });
	await page.goto(pathOf(open));
	await page.locator(`a[data-conversation-id="${open.id}"]`).waitFor();
	await page.getByRole("log").waitFor();
	await page.getByRole("textbox").last().waitFor();
	await page.waitForTimeout(SETTLE_MS);
}

/** Longer than anything that is put off until the page rests. */
export const SETTLE_MS = 3000;
