/** Bytes as files in one folder, for hosts with a disk that all processes share. */
import { randomUUID } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { MediaStore } from "@/lib/media/store";

/** A key is a file name and nothing more: no separators, no "..", no hidden files. */
const KEY = /^[A-Za-z0-9_-]{2,100}(\.[A-Za-z0-9]{1,16})?$/;

/** @param path absolute; made when it is not there */
export function diskStore({ path }: { path: string }): MediaStore {
	return {
		put: (key, bytes) => writeWhole(fileOf(path, key), bytes),
		get: async (key) => {
			try {
				return await readFile(fileOf(path, key));
			} catch (error) {
				if (isMissing(error)) return null;
				throw error;
			}
		},
		remove: (key) => rm(fileOf(path, key), { force: true }),
	};
}

/** Spread over folders by the first two characters. */
function fileOf(path: string, key: string): string {
	if (!KEY.test(key)) throw new Error("this is no key of a picture");
	return join(path, key.slice(0, 2), key);
}

/** Written beside its place and then renamed: a reader sees all of it or nothing, after a crash too. */
async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
	await mkdir(dirname(file), { recursive: true, mode: 0o700 });
	const draft = join(dirname(file), `.${randomUUID()}`);
	try {
		const handle = await open(draft, "wx", 0o600);
		try {
			await handle.writeFile(bytes);
			await handle.sync();
		} finally {
			await handle.close();
		}
		await rename(draft, file);
	} catch (error) {
		await rm(draft, { force: true });
		throw error;
	}
}

const isMissing = (error: unknown): boolean =>
	error instanceof Error && "code" in error && error.code === "ENOENT";
