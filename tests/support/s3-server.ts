/** An S3 service over HTTP, its files in a folder of their own; it knows one key, and does not recompute the signature itself. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "s3rver";
import { afterAll } from "vitest";

/** Starts it on a free port with one empty bucket; it ends with the file. */
export async function startS3() {
	const directory = await mkdtemp(join(tmpdir(), "kefu-s3-"));
	const bucket = "kefu-media";
	const server = new S3rver({
		address: "127.0.0.1",
		port: 0,
		silent: true,
		directory,
		configureBuckets: [{ name: bucket }],
	});
	const { port } = await server.run();
	afterAll(async () => {
		await server.close();
		await rm(directory, { recursive: true, force: true });
	});
	return {
		endpoint: `http://127.0.0.1:${port}`,
		bucket,
		region: "us-east-1",
		accessKeyId: "S3RVER",
		secretAccessKey: "S3RVER",
	};
}
