"use client";

import { type MouseEvent, useEffect, useSyncExternalStore } from "react";
import { SECOND_MS } from "@/lib/time";
import { onDemandCode } from "./on-demand-code";
import { whenIdle } from "./when-idle";

const code = onDemandCode(() => import("./toast-pane"));
const AGAIN_MS = 2 * SECOND_MS;

/** Where toasts appear. Put once into the layout. Its code comes when the page has come to rest, or with the first toast. */
export function Toaster({ label }: { label: string }) {
	const pane = useSyncExternalStore(code.subscribe, code.now, () => null);
	useEffect(() => whenIdle(() => void code.load()), []);
	return pane && <pane.ToastPane label={label} onStanding={sayAll} />;
}

type Say = (toast: typeof import("./toast-pane")["toast"]) => void;

/** What was said before anybody could draw it; null from then on. */
let unsaid: Say[] | null = [];

function sayAll(): void {
	const waiting = unsaid ?? [];
	unsaid = null;
	waiting.forEach(tell);
}

function tell(say: Say): void {
	const pane = code.now();
	if (pane && !unsaid) say(pane.toast);
	else if (unsaid?.push(say) === 1) void bring();
}

/** However long the server cannot be reached: nothing that was said is lost. */
async function bring(): Promise<void> {
	if (!(await code.load())) setTimeout(bring, AGAIN_MS);
}

interface ToastAction {
	label: string;
	onClick: () => void;
}

interface ToastOptions {
	/** What it is about: a new toast about the same thing takes the place of the old one and of its action. */
	about?: string;
	action?: ToastAction;
}

/** Says that something is done, for 6 seconds, with at most one thing to do about it. */
export const toastDone = (text: string, { about, action }: ToastOptions = {}): void => {
	tell((toast) => toast.success(text, { id: about, action: action && lasting(action, about) }));
};

/** Says what somebody else has done, for 6 seconds in which the page is seen. */
export const toastNews = (text: string, { about, action }: ToastOptions = {}): void => {
	tell((toast) => toast.info(text, { id: about, action: action && lasting(action, about) }));
};

/** Stays until the next toast about the same takes its place: one that is already leaving would take that one along. */
const lasting = ({ label, onClick }: ToastAction, about: string | undefined) => ({
	label,
	onClick: (event: MouseEvent<HTMLButtonElement>) => {
		if (about) event.preventDefault();
		onClick();
	},
});

/** Says that something did not work. */
export const toastFailed = (text: string, about?: string): void => {
	tell((toast) => toast.error(text, { id: about, action: undefined }));
};
