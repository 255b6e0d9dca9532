import { SECOND_MS } from "@/lib/time";
import { agentHeader } from "./page-agent";
import { RequestError, tellAnswer, toRequestError } from "./request";

/** Without a byte sent or received for so long the network counts as gone; a slow line may take its time. */
const SILENCE_MS = 30 * SECOND_MS;

interface UploadOptions {
	/** Share of the bytes that has left, from 0 to 1. */
	onProgress: (share: number) => void;
	signal: AbortSignal;
}

/**
 * Posts a form to the console's own API and tells how far it is, which `fetch` cannot. Resolves with the parsed answer,
 * throws RequestError, `network` too when it is cancelled by the signal.
 */
export function upload<Result>(
	path: string,
	form: FormData,
	{ onProgress, signal }: UploadOptions,
): Promise<Result> {
	return new Promise((resolve, reject) => {
		const request = new XMLHttpRequest();
		let silence: ReturnType<typeof setTimeout>;
		const abort = () => request.abort();
		const listen = () => {
			clearTimeout(silence);
			silence = setTimeout(abort, SILENCE_MS);
		};
		request.upload.onprogress = ({ loaded, total, lengthComputable }) => {
			listen();
			if (lengthComputable) onProgress(loaded / total);
		};
		request.onload = () => {
			tellAnswer(request.status, request.getResponseHeader("date"));
			const parsed = parseJson(request.responseText);
			// Both sides share these shapes by type, and the server has parsed what it sends.
			if (request.status >= 200 && request.status < 300) resolve(parsed as Result);
			else reject(toRequestError(request.status, parsed));
		};
		request.onerror = () => reject(new RequestError("network", 0));
		request.onabort = () => reject(new RequestError("network", 0));
		request.onloadend = () => {
			clearTimeout(silence);
			signal.removeEventListener("abort", abort);
		};
		signal.addEventListener("abort", abort);
		request.open("POST", path);
		for (const [name, value] of Object.entries(agentHeader())) request.setRequestHeader(name, value);
		request.send(form);
		listen();
		if (signal.aborted) abort();
	});
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// Not an answer of ours: a proxy's page, perhaps.
		return null;
	}
}
