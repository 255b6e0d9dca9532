import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { toTheme } from "@/components/account/theme";
import { Toaster } from "@/components/ui/toaster";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
	const t = await getTranslations("app");
	return { title: t("name"), description: t("description") };
}

export const viewport: Viewport = {
	width: "device-width",
	initialScale: 1,
	interactiveWidget: "resizes-content",
};

export default async function RootLayout({ children }: { children: ReactNode }) {
	const theme = toTheme((await cookies()).get("theme")?.value);
	const t = await getTranslations("app");
	return (
		// Without the attribute the style sheet follows the system.
		<html lang={await getLocale()} data-theme={theme === "system" ? undefined : theme}>
			<body>
				<NextIntlClientProvider>
					{children}
					<Toaster label={t("toasts")} />
				</NextIntlClientProvider>
			</body>
		</html>
	);
}
