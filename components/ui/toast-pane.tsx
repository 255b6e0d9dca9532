"use client";

import { CheckIcon, CircleAlertIcon, UsersIcon } from "lucide-react";
import { useEffect } from "react";
import { Toaster as Sonner } from "sonner";

export { toast } from "sonner";

/** What draws toasts; told through `onStanding` from when on it does. */
export function ToastPane({ label, onStanding }: { label: string; onStanding: () => void }) {
	// The effects of what is inside come first: it listens by then.
	useEffect(onStanding, [onStanding]);
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
