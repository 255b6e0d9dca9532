/** The emoji and their names for the picker, from our own server: a console in a closed network has no other. */
import { createHash } from "node:crypto";
import { notFound } from "next/navigation";

const FILES = {
	"zh/data.json": () => import("emojibase-data/zh/data.json"),
	"zh/messages.json": () => import("emojibase-data/zh/messages.json"),
	"en/data.json": () => import("emojibase-data/en/data.json"),
	"en/messages.json": () => import("emojibase-data/en/messages.json"),
};

export const dynamic = "force-static";
export const dynamicParams = false;

export function generateStaticParams() {
	return Object.keys(FILES).map((path) => {
		const [locale, file] = path.split("/");
		return { locale, file };
	});
}

interface Context {
	params: Promise<{ locale: string; file: string }>;
}

export async function GET(_request: Request, { params }: Context): Promise<Response> {
	const { locale, file } = await params;
	const load = Object.entries(FILES).find(([path]) => path === `${locale}/${file}`)?.[1];
	if (!load) notFound();
	const body = JSON.stringify((await load()).default);
	// The picker keeps what it has read and asks for no more than this, once a visit.
	const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 16)}"`;
	return new Response(body, { headers: { "content-type": "application/json", etag } });
}
