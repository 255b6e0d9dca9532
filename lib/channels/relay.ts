/** Passes a push that is not customer service on to the administrator's own backend, and its answer back. */
import { log } from "@/lib/log";

/** More is no answer to a push. */
const ANSWER_MAX_BYTES = 64 * 1024;
/** Marks what a console has passed on, so that two of them cannot send one push round and round. */
export const RELAY_HEADER = "x-kefu-relay";

/** A push as WeChat posted it. */
export interface RelayedPush {
	channelId: string;
	query: URLSearchParams;
	body: Uint8Array;
	contentType: string | null;
	/** The header x-wx-source, the only proof there is in cloud hosting. */
	source: string | null;
}

/** What the backend answered with status 200, byte for byte. */
export interface RelayAnswer {
	contentType: string;
	body: Uint8Array<ArrayBuffer>;
}

/** Why there is no answer to pass on, without a word of the backend's. */
export interface RelayFailure {
	reason: string;
}

/** Where the same request goes at the backend; a query of its own stays in front. */
export function relayTarget(relayUrl: string, query: URLSearchParams): string {
	const target = new URL(relayUrl);
	const own = target.search.slice(1);
	target.search = [own, query.toString()].filter((part) => part !== "").join("&");
	return target.href;
}

/**
 * Posts the push again, with the same bytes, query and content type. Never throws, never follows a redirect, and is over
 * after `timeoutMs`, whatever the backend does.
 */
export async function relayPush(
	relayUrl: string,
	push: RelayedPush,
	timeoutMs: number,
): Promise<RelayAnswer | RelayFailure> {
	const { contentType, source } = push;
	const signal = AbortSignal.timeout(timeoutMs);
	try {
		const response = await fetch(relayTarget(relayUrl, push.query), {
			method: "POST",
			headers: {
				[RELAY_HEADER]: push.channelId,
				...(contentType === null ? {} : { "content-type": contentType }),
				...(source === null ? {} : { "x-wx-source": source }),
			},
			body: new Uint8Array(push.body),
			redirect: "manual",
			cache: "no-store",
			signal,
		});
		if (response.status !== 200) {
			await response.body?.cancel();
			return { reason: `status ${response.status}` };
		}
		const body = await readUpTo(response, ANSWER_MAX_BYTES);
		if (body === null) return { reason: "the answer is too long" };
		return { contentType: response.headers.get("content-type") ?? "text/plain; charset=utf-8", body };
	} catch (error) {
		log.debug({ err: error, channelId: push.channelId }, "a relay did not answer");
		return { reason: signal.aborted ? "no answer in time" : "no connection" };
	}
}

/** Null when there is more; nothing beyond is kept. */
async function readUpTo(response: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | null> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	const reader = response.body?.getReader();
	for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
		length += read.value.byteLength;
		if (length > maxBytes) {
			await reader?.cancel();
			return null;
		}
		chunks.push(read.value);
	}
	return new Uint8Array(Buffer.concat(chunks));
}
