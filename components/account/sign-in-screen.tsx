"use client";

import { useTranslations } from "next-intl";
import { SampleInbox } from "@/components/inbox/sample-inbox";
import { ProductMark } from "@/components/shell/product-mark";
import { LanguageMenu } from "./language-menu";
import { SignInForm } from "./sign-in-form";
import type { Theme } from "./theme";
import { ThemeMenu } from "./theme-menu";

/** The door: what this is on the left, the form on the right; on a phone only the form. */
export function SignInScreen({ theme, next }: { theme: Theme; next: string }) {
	const t = useTranslations();
	return (
		<div className="grid min-h-dvh bg-surface md:grid-cols-[minmax(0,1fr)_minmax(400px,560px)]">
			<aside
				aria-label={t("app.name")}
				className="hidden min-w-0 flex-col overflow-hidden border-r border-line bg-canvas px-14 py-10 md:flex"
			>
				<div className="flex items-center gap-3 text-16 font-semibold">
					<ProductMark size={32} />
					{t("app.name")}
				</div>
				<div className="m-auto w-[600px] max-w-full py-8">
					<SampleInbox />
					<p className="mt-7 text-24 font-semibold whitespace-pre-line">{t("signIn.slogan")}</p>
				</div>
				<p className="text-12 text-fg-3">{t("signIn.footnote")}</p>
			</aside>
			<main className="flex flex-col justify-center px-6 py-10 sm:mx-auto sm:w-[440px] md:mx-0 md:w-auto md:px-12 lg:px-22">
				<span className="md:hidden">
					<ProductMark size={40} />
				</span>
				<h1 className="text-28 max-md:mt-5 font-semibold">{t("signIn.title")}</h1>
				<p className="mt-1 mb-6 text-fg-2">{t("signIn.subtitle")}</p>
				<SignInForm onSignedIn={() => window.location.assign(next)} />
				<div className="mt-10 flex items-center justify-between">
					<LanguageMenu />
					<ThemeMenu theme={theme} />
				</div>
			</main>
		</div>
	);
}
