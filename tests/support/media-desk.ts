/** Routes of pictures, called as a browser would: signed in, with a form. */
import "next/dist/server/node-environment-baseline";

import { POST as RETRY } from "@/app/api/media/[mediaId]/retry/route";
import { GET } from "@/app/api/media/[mediaId]/route";
import { POST } from "@/app/api/media/route";
import { cookieOf, within } from "@/tests/support/request-scope";

const HERE = "http://127.0.0.1:3000/api/media";

export interface Form {
	bytes: Uint8Array;
	name?: string;
	/** As the browser claims it. */
	type?: string;
	channelId?: string;
	conversationId?: string;
}

export function toForm({ bytes, name = "picture.png", type = "image/png", ...place }: Form): FormData {
	const form = new FormData();
	form.set("file", new File([new Uint8Array(bytes)], name, { type }));
	for (const [field, value] of Object.entries(place)) form.set(field, value);
	return form;
}

/** What one person can do with pictures. */
export async function mediaDesk(agentId: string) {
	const cookie = await cookieOf(agentId);
	const paramsOf = (mediaId: string) => ({ params: Promise.resolve({ mediaId }) });
	return {
		post: (body: BodyInit | undefined, headers: Record<string, string> = {}) => {
			const init = { method: "POST", body, headers: { cookie, ...headers }, duplex: "half" };
			return within(POST, new Request(HERE, init as RequestInit), { params: Promise.resolve({}) });
		},
		get: (mediaId: string, query = "", headers: Record<string, string> = {}) =>
			within(
				GET,
				new Request(`${HERE}/${mediaId}${query}`, { headers: { cookie, ...headers } }),
				paramsOf(mediaId),
			),
		retry: (mediaId: string) =>
			within(
				RETRY,
				new Request(`${HERE}/${mediaId}/retry`, { method: "POST", headers: { cookie } }),
				paramsOf(mediaId),
			),
	};
}
