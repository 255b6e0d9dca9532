"use client";

import { CheckIcon, CircleAlertIcon } from "lucide-react";
import { Toaster as Sonner, toast } from "sonner";

/** Where toasts appear. Put once into the layout. */
export function Toaster({ label }: { label: string }) {
	return (
		<Sonner
			position="bottom-center"
			duration={6000}
			containerAriaLabel={label}
			toastOptions={{ unstyled: true, classNames: { toast: "toast", actionButton: "toast-action" } }}
			icons={{
				success: <CheckIcon size={16} strokeWidth={2} aria-hidden />,
				error: <CircleAlertIcon size={16} strokeWidth={2} aria-hidden />,
			}}
		/>
	);
}

interface ToastAction {
	label: string;
	onClick: () => void;
}

/** Says that something is done, for 6 seconds, with at most one thing to do about it. */
export const toastDone = (text: string, action?: ToastAction): void => {
	toast.success(text, { action });
};

/** Says that something did not work. */
export const toastFailed = (text: string, action?: ToastAction): void => {
	toast.error(text, { action });
};
