"use client";

import { useTranslations } from "next-intl";
import { Dialog } from "@/components/ui/dialog";
import { SignInForm } from "./sign-in-form";

interface SessionDialogProps {
	open: boolean;
	onOpenChange: (open: boolean) => void;
	email: string;
	onSignedIn: (email: string) => void;
}

/** Asks to sign in again over the page, which stays as it was. */
export function SessionDialog({ open, onOpenChange, email, onSignedIn }: SessionDialogProps) {
	const t = useTranslations("signIn");
	return (
		<Dialog open={open} onOpenChange={onOpenChange} title={t("expiredTitle")} className="w-[420px]">
			<div className="px-5 pt-4 pb-6">
				<p className="mb-4 text-fg-2">{t("expiredText")}</p>
				<SignInForm email={email} onSignedIn={onSignedIn} />
			</div>
		</Dialog>
	);
}
