import { isAscii, isUtf8, transcode } from "node:buffer";

/** From here on the detour over UTF-16 pays: 10 kB of Chinese take 4 µs instead of 38 on Node 20. */
const LONG_BYTES = 512;

/**
 * `bytes` as text; what is not UTF-8 becomes U+FFFD. The same result as `toString("utf8")`, sooner: Node 20 reads
 * long text outside ASCII byte by byte. A byte-order mark stays.
 */
export function decodeUtf8(bytes: Buffer): string {
	if (isAscii(bytes)) return bytes.toString("latin1");
	if (bytes.length < LONG_BYTES || !isUtf8(bytes)) return bytes.toString("utf8");
	return transcode(bytes, "utf8", "utf16le").toString("utf16le");
}
