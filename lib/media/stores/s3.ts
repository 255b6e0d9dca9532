/** Bytes in a bucket of any service that speaks S3, addressed path-style. */
import { createHash } from "node:crypto";
import { AwsClient } from "aws4fetch";
import type { MediaStore } from "@/lib/media/store";
import { SECOND_MS } from "@/lib/time";

const TIMEOUT_MS = 20 * SECOND_MS;
/** Answers of 500 and above, and 429. */
const RETRIES = 2;

interface S3Settings {
	/** "https://s3.example.com", without the bucket. */
	endpoint: string;
	bucket: string;
	region: string;
	accessKeyId: string;
	secretAccessKey: string;
}

/** @throws Error naming the status when the service refuses; it never holds a key or a signature */
export function s3Store({ endpoint, bucket, ...credentials }: S3Settings): MediaStore {
	const client = new AwsClient({ ...credentials, service: "s3", retries: RETRIES });
	const base = endpoint.replace(/\/+$/, "");

	async function call(method: "PUT" | "GET" | "DELETE", key: string, init: RequestInit = {}) {
		const response = await client.fetch(`${base}/${bucket}/${encodeURIComponent(key)}`, {
			...init,
			method,
			signal: AbortSignal.timeout(TIMEOUT_MS),
		});
		if (response.ok) return new Uint8Array(await response.arrayBuffer());
		// A wrong bucket is answered with 404 too, and must not look like a picture that was never there.
		const reason = await response.text();
		if (response.status === 404 && method !== "PUT" && !reason.includes("NoSuchBucket")) return null;
		throw new Error(`the S3 service answered ${method} with ${response.status}`);
	}

	return {
		async put(key, bytes, mime) {
			// Signed too: what a line or a proxy changed is refused by the service.
			const digest = createHash("sha256").update(bytes).digest("hex");
			const headers = { "content-type": mime, "x-amz-content-sha256": digest };
			await call("PUT", key, { headers, body: new Uint8Array(bytes) });
		},
		get: (key) => call("GET", key),
		async remove(key) {
			await call("DELETE", key);
		},
	};
}
