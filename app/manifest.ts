import type { MetadataRoute } from "next";
import { getLocale, getTranslations } from "next-intl/server";

export default async function manifest(): Promise<MetadataRoute.Manifest> {
	const t = await getTranslations();
	const views = ["mine", "unassigned"] as const;
	return {
		id: "/",
		name: t("app.name"),
		short_name: t("app.name"),
		description: t("app.description"),
		lang: await getLocale(),
		start_url: "/inbox",
		scope: "/",
		display: "standalone",
		background_color: "#f2f4f3",
		theme_color: "#f2f4f3",
		categories: ["business", "productivity"],
		icons: [
			{ src: "/icons/icon-192.png", sizes: "192x192", type: "image/png", purpose: "any" },
			{ src: "/icons/icon-512.png", sizes: "512x512", type: "image/png", purpose: "any" },
			{ src: "/icons/maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
		],
		shortcuts: views.map((view) => ({
			name: t(`views.name.${view}`),
			url: `/inbox?view=${view}`,
			icons: [{ src: "/icons/icon-192.png", sizes: "192x192", type: "image/png" }],
		})),
	};
}
