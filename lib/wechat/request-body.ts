/** A JSON request body that tells whether any of it was handed to the network. */
export interface RequestBody {
	blob: Blob;
	/** False for sure when the request never left: nothing reads a body before its connection stands. */
	wasRead: () => boolean;
}

/**
 * `value` as UTF-8 JSON for Node's fetch. Known length, so no chunked transfer, which WeChat does not always take.
 * The reading is only as late as promised when fetch gets `redirect: "error"`: otherwise it copies the body
 * beforehand, for the next address, and `wasRead` is true too early.
 */
export function toRequestBody(value: Record<string, unknown>): RequestBody {
	const bytes = new TextEncoder().encode(JSON.stringify(value));
	let wasRead = false;
	const source: UnderlyingDefaultSource<Uint8Array> = {
		pull(controller) {
			wasRead = true;
			controller.enqueue(bytes);
			controller.close();
		},
	};
	const blob = new Blob([bytes]);
	Object.defineProperty(blob, "stream", { value: () => new ReadableStream(source, { highWaterMark: 0 }) });
	return { blob, wasRead: () => wasRead };
}
