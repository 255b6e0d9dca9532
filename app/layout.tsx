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
	const appleWebApp = { capable: true, title: t("name") };
	return { title: t("name"), description: t("description"), appleWebApp };
}

/** What frames the page where the browser draws it: `--canvas`, as in tokens.css. */
const CANVAS = { light: "#f2f4f3", dark: "#0d1110" };

export async function generateViewport(): Promise<Viewport> {
	const theme = toTheme((await cookies()).get("theme")?.value);
	const themeColor =
		theme === "system"
			? (["light", "dark"] as const).map((scheme) => ({
					media: `(prefers-color-scheme: ${scheme})`,
					color: CANVAS[scheme],
				}))
			: CANVAS[theme];
	return { width: "device-width", initialScale: 1, interactiveWidget: "resizes-content", themeColor };
}

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
