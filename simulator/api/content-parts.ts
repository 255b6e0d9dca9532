import type { Account, Media, World } from "../state";

/** A message that passed, as the transcript shows it. */
export interface SentContent {
	type: string;
	[detail: string]: unknown;
}

/** What stands under the name of the type, not looked into yet. */
export type Payload = Record<string, unknown>;

/** The file of a media id; 40007 when this account has none, 40004 when it is of another kind. */
export function mediaOf(world: World, account: Account, id: unknown, prefix: string): Media | number {
	const media = world.media.get(typeof id === "string" ? id : "");
	if (!media || media.appid !== account.appid || world.clock.now() >= media.expiresAt) return 40007;
	return media.contentType.startsWith(prefix) ? media : 40004;
}
