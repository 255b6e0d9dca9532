import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { toContrast, toTheme } from "@/components/account/theme";
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
	const kept = await cookies();
	const theme = toTheme(kept.get("theme")?.value);
	const contrast = toContrast(kept.get("contrast")?.value);
	const t = await getTranslations("app");
	return (
		// Without the attributes the style sheet follows the system.
		<html
			lang={await getLocale()}
			data-theme={theme === "system" ? undefined : theme}
			data-contrast={contrast === "system" ? undefined : contrast}
		>
			<body>
				<NextIntlClientProvider>
					{children}
					<Toaster label={t("toasts")} />
				</NextIntlClientProvider>
			</body>
		</html>
	);
}
