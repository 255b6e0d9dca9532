import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type MediaStore, mediaKey, storeNamed } from "@/lib/media/store";
import { diskStore } from "@/lib/media/stores/disk";
import { postgresStore } from "@/lib/media/stores/postgres";
import { s3Store } from "@/lib/media/stores/s3";
import { startS3 } from "@/tests/support/s3-server";

const folder = await mkdtemp(join(tmpdir(), "kefu-media-"));
afterAll(() => rm(folder, { recursive: true, force: true }));
const s3 = await startS3();

const STORES: [string, MediaStore][] = [
	["postgres", postgresStore],
	["disk", diskStore({ path: join(folder, "made", "when", "needed") })],
	["s3", s3Store(s3)],
];
const newKey = () => crypto.randomUUID();

describe.each(STORES)("the store %s", (_name, store) => {
	test("gives back byte for byte what it was given", async () => {
		const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);
		const large = randomBytes(10 * 1024 * 1024);
		for (const bytes of [every, Uint8Array.of(0), large, large.subarray(7, 1000)]) {
			const key = newKey();
			await store.put(key, bytes, "image/png");
			expect(Buffer.compare((await store.get(key)) ?? Buffer.alloc(0), bytes)).toBe(0);
		}
	});

	test("knows nothing of a key it was never given", async () => {
		expect(await store.get(newKey())).toBeNull();
	});

	test("replaces what was there", async () => {
		const key = newKey();
		await store.put(key, Buffer.from("a longer first"), "image/png");
		await store.put(key, Buffer.from("second"), "image/gif");
		expect(textOf(await store.get(key))).toBe("second");
	});

	test("removes one key, once or twice, and leaves the others", async () => {
		const id = newKey();
		await store.put(mediaKey(id, "original"), Buffer.from("large"), "image/png");
		await store.put(mediaKey(id, "thumb"), Buffer.from("small"), "image/webp");
		await store.remove(mediaKey(id, "original"));
		await store.remove(mediaKey(id, "original"));
		expect(await store.get(mediaKey(id, "original"))).toBeNull();
		expect(textOf(await store.get(mediaKey(id, "thumb")))).toBe("small");
	});

	test("two who write the same key at once leave one of both, whole", async () => {
		const key = newKey();
		const [a, b] = [Buffer.alloc(300_000, "a"), Buffer.alloc(300_000, "b")];
		await Promise.all([store.put(key, a, "image/png"), store.put(key, b, "image/png")]);
		const kept = (await store.get(key)) ?? Buffer.alloc(0);
		expect([Buffer.compare(kept, a), Buffer.compare(kept, b)]).toContain(0);
	});
});

test.each(["../outside", "a/../../outside", "/etc/passwd", "..", ".hidden", "a\\b", "a\0b", ""])(
	"the disk store takes no key that leads elsewhere: %j",
	async (key) => {
		const path = join(folder, "inner");
		const store = diskStore({ path });
		await expect(async () => store.put(key, Buffer.from("x"), "image/png")).rejects.toThrow("no key");
		await expect(async () => store.get(key)).rejects.toThrow("no key");
		await expect(async () => store.remove(key)).rejects.toThrow("no key");
		await expect(stat(path)).rejects.toThrow("ENOENT");
	},
);

test("the disk store leaves no half-written files and shows them to nobody else", async () => {
	const path = join(folder, "clean");
	await diskStore({ path }).put("abcd", Buffer.from("x"), "image/png");
	expect(await readdir(join(path, "ab"))).toEqual(["abcd"]);
	expect((await stat(join(path, "ab", "abcd"))).mode & 0o077).toBe(0);
});

test("the S3 store says when the service refuses, without its secret", async () => {
	await s3Store(s3).put("kept", Buffer.from("x"), "image/png");
	const wrongKey = s3Store({ ...s3, accessKeyId: "SOMEBODY" });
	const wrongBucket = s3Store({ ...s3, bucket: "no-such-bucket" });
	for (const store of [wrongKey, wrongBucket]) {
		for (const call of [
			() => store.put("kept", Buffer.from("y"), "image/png"),
			() => store.get("kept"),
			() => store.remove("kept"),
		]) {
			await expect(call()).rejects.toThrow(/^the S3 service answered (PUT|GET|DELETE) with 4\d\d$/);
		}
	}
	expect(textOf(await s3Store(s3).get("kept"))).toBe("x");
});

test("a store whose settings were taken away says what it needs", () => {
	expect(() => storeNamed("disk")).toThrow("MEDIA_PATH");
	expect(() => storeNamed("s3")).toThrow("S3_ENDPOINT");
	expect(storeNamed("postgres")).toBe(postgresStore);
});

const textOf = (bytes: Uint8Array | null) => bytes && Buffer.from(bytes).toString();
