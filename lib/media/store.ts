/** Where the bytes of pictures are. Each row says in which store, so that a changed setting still finds old ones. */
import { env } from "@/lib/env";
import { diskStore } from "@/lib/media/stores/disk";
import { postgresStore } from "@/lib/media/stores/postgres";
import { s3Store } from "@/lib/media/stores/s3";

export type StoreName = "postgres" | "disk" | "s3";

/** Keys come from `mediaKey`, never from outside. */
export interface MediaStore {
	/** Keeps the bytes, whole or not at all; what was there under this key is replaced. */
	put(key: string, bytes: Uint8Array, mime: string): Promise<void>;
	/** Null when there is nothing under this key. */
	get(key: string): Promise<Uint8Array | null>;
	/** Nothing there is fine. */
	remove(key: string): Promise<void>;
}

export type MediaSize = "original" | "thumb";

/** Under which key a store keeps a picture. */
export const mediaKey = (mediaId: string, size: MediaSize): string =>
	size === "thumb" ? `${mediaId}.thumb` : mediaId;

const STORES: Record<StoreName, () => MediaStore> = {
	postgres: () => postgresStore,
	disk: () => diskStore({ path: needed("MEDIA_PATH") }),
	s3: () =>
		s3Store({
			endpoint: needed("S3_ENDPOINT"),
			bucket: needed("S3_BUCKET"),
			region: env().S3_REGION,
			accessKeyId: needed("S3_ACCESS_KEY_ID"),
			secretAccessKey: needed("S3_SECRET_ACCESS_KEY"),
		}),
};

/** The store in which a row says its bytes are. @throws Error when its settings were taken away since. */
export const storeNamed = (name: StoreName): MediaStore => STORES[name]();

/** Where new bytes go. */
export const currentStore = (): StoreName => env().MEDIA_STORE;

function needed(
	name: "MEDIA_PATH" | "S3_ENDPOINT" | "S3_BUCKET" | "S3_ACCESS_KEY_ID" | "S3_SECRET_ACCESS_KEY",
) {
	const value = env()[name];
	if (value === undefined) throw new Error(`older pictures are in a store that needs ${name}`);
	return value;
}
