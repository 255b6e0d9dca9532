"use client";

import { CheckIcon, CircleAlertIcon, UsersIcon } from "lucide-react";
import type { MouseEvent } from "react";
import { Toaster as Sonner, toast } from "sonner";

/** Where toasts appear. Put once into the layout. */
export function Toaster({ label }: { label: string }) {
	return (
		<Sonner
			// Where exactly is in toast.css: it depends on what the page has room for.
			position="top-left"
			className="toaster"
			// Older ones lie behind the newest, not below it.
			gap={0}
			duration={6000}
			containerAriaLabel={label}
			toastOptions={{ unstyled: true, classNames: { toast: "toast", actionButton: "toast-action" } }}
			icons={{
				success: <CheckIcon size={16} strokeWidth={2} aria-hidden />,
				info: <UsersIcon size={16} strokeWidth={2} aria-hidden />,
				error: <CircleAlertIcon size={16} strokeWidth={2} aria-hidden />,
			}}
		/>
	);
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
	toast.success(text, { id: about, action: action && lasting(action, about) });
};

/** Says what somebody else has done, for 6 seconds in which the page is seen. */
export const toastNews = (text: string, { about, action }: ToastOptions = {}): void => {
	toast.info(text, { id: about, action: action && lasting(action, about) });
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
	toast.error(text, { id: about, action: undefined });
};
