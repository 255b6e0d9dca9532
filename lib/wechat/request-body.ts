/** A request body that tells whether any of it was handed to the network. */
export interface RequestBody {
	contentType: string;
	blob: Blob;
	/** False for sure when the request never left: nothing reads a body before its connection stands. */
	wasRead: () => boolean;
}

/** One file of a form. */
export interface UploadFile {
	/** Name of the form's field. */
	field: string;
	/** ASCII: WeChat cannot read some others. */
	fileName: string;
	mime: string;
	bytes: Uint8Array;
}

/** `value` as UTF-8 JSON. */
export function toJsonBody(value: Record<string, unknown>): RequestBody {
	return toBody(new TextEncoder().encode(JSON.stringify(value)), "application/json");
}

/** `file` as the only part of a multipart/form-data form. */
export async function toFileBody({ field, fileName, mime, bytes }: UploadFile): Promise<RequestBody> {
	const form = new FormData();
	form.set(field, new File([new Uint8Array(bytes)], fileName, { type: mime }));
	// The platform's own writer of forms; read to its end here, so that the length is known.
	const written = new Response(form);
	const contentType = written.headers.get("content-type") ?? "multipart/form-data";
	return toBody(new Uint8Array(await written.arrayBuffer()), contentType);
}

/**
 * For Node's fetch. Known length, so no chunked transfer, which WeChat does not always take.
 * The reading is only as late as promised when fetch gets `redirect: "error"`: otherwise it copies the body
 * beforehand, for the next address, and `wasRead` is true too early.
 */
function toBody(bytes: Uint8Array<ArrayBuffer>, contentType: string): RequestBody {
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
	return { contentType, blob, wasRead: () => wasRead };
}
