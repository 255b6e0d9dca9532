"use client";

import { useEffect } from "react";
import { badgedIcon, titleWith, useTodo } from "./todo";

/** Says how much needs this agent where it is seen from outside: in the tab's title and icon, and on the installed app. */
export function TodoSignals() {
	const count = useTodo();

	useEffect(() => {
		const draw = () => {
			drawTitle(count);
			drawIcons(count);
		};
		draw();
		// Another page of the console brings its own title.
		const observer = new MutationObserver(draw);
		observer.observe(document.head, { childList: true, subtree: true, characterData: true });
		return () => observer.disconnect();
	}, [count]);

	useEffect(() => {
		if (!("setAppBadge" in navigator)) return;
		const done = count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge();
		done.catch(() => {
			// Not installed, or not allowed: the title says it.
		});
	}, [count]);

	// Whoever signs out leaves no number behind.
	useEffect(
		() => () => {
			drawTitle(0);
			drawIcons(0);
		},
		[],
	);
	return null;
}

function drawTitle(count: number): void {
	const title = titleWith(count, document.title);
	if (title !== document.title) document.title = title;
}

function drawIcons(count: number): void {
	const badged = count > 0 ? badgedIcon(count) : null;
	for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="icon"]')) {
		link.dataset.plain ??= link.getAttribute("href") ?? "";
		const href = badged ?? link.dataset.plain;
		if (link.getAttribute("href") !== href) link.setAttribute("href", href);
	}
}
