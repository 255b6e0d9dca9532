/** What the service worker says, in both languages: it cannot ask the server when it has something to say. */
import { workerTexts } from "@/lib/i18n";

export const dynamic = "force-static";

export async function GET(): Promise<Response> {
	return new Response(`self.TEXTS = ${JSON.stringify(await workerTexts())};\n`, {
		headers: { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-cache" },
	});
}
