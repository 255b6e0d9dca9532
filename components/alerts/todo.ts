"use client";

import { useCounts } from "@/components/inbox/list-data";
import type { Counts } from "@/lib/conversations/schema";

const MOST_SHOWN = 99;

/** How much needs this agent now: their conversations with something unread, and what nobody has. */
export const countTodo = (counts: Pick<Counts, "counts" | "attention"> | undefined): number =>
	counts ? counts.attention.unread + counts.counts.unassigned : 0;

export const useTodo = (): number => countTodo(useCounts());

/** A page's title with how much needs its reader: "(3) 客服台"; without when it is nothing. */
export function titleWith(count: number, title: string): string {
	const plain = title.replace(/^\(\d+\+?\) /, "");
	if (count === 0) return plain;
	return `(${count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}) ${plain}`;
}

/** Our mark with a number at its corner, as an address of a picture. At 16 px no more than one figure can be read. */
export function badgedIcon(count: number): string {
	const text = count > 9 ? "9+" : String(count);
	const size = text.length > 1 ? 14 : 17;
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#0a7257"/><path d="M5.5 9A3.2 3.2 0 0 1 8.7 5.8h9.6A3.2 3.2 0 0 1 21.5 9v6.6a3.2 3.2 0 0 1-3.2 3.2h-4.6l-4.5 4v-4h-.5a3.2 3.2 0 0 1-3.2-3.2z" fill="#fff"/><circle cx="21.5" cy="21.5" r="10.5" fill="#15201b"/><circle cx="21.5" cy="21.5" r="9.5" fill="#fff1c7"/><text x="21.5" y="${21.5 + size * 0.36}" text-anchor="middle" font-family="system-ui,sans-serif" font-weight="700" font-size="${size}" fill="#15201b">${text}</text></svg>`;
	return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
